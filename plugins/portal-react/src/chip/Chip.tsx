import type { ReactNode } from 'react';
import styles from './Chip.module.css';

/** What a state means; `plain` for one that is neither good nor bad. */
export type Look = 'good' | 'bad' | 'busy' | 'warn' | 'plain';

export interface ChipProps {
  look?: Look;
  /** The words say it without the colour. */
  children: ReactNode;
}

/** A state in a word. */
export function Chip(props: ChipProps) {
  const { look = 'plain', children } = props;
  const classes = [styles.chip, look === 'plain' ? '' : styles[look]];
  return <span className={classes.filter(Boolean).join(' ')}>{children}</span>;
}
