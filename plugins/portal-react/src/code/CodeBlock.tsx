import type { ReactNode } from 'react';
import styles from './Code.module.css';

/** Lines of code in a box that scrolls. */
export function CodeBlock(props: {
  /** What a screen reader calls it. */
  label: string;
  children: ReactNode;
}) {
  const { label, children } = props;
  return (
    <pre
      className={styles.code}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A keyboard must reach what scrolls.
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      {children}
    </pre>
  );
}
