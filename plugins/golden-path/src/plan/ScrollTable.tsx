import type { ReactNode } from 'react';
import styles from './Table.module.css';

/** A table that may be wider than the page. */
export function ScrollTable(props: { label: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A keyboard must reach what scrolls.
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table} aria-label={props.label}>
        {props.children}
      </table>
    </div>
  );
}
