import { type ReactNode, useId } from 'react';
import styles from './Plan.module.css';

/** A part of a plan under a heading. */
export function PlanPart(props: {
  title: string;
  /** The level of the heading. */
  as?: 'h2' | 'h3';
  children: ReactNode;
}) {
  const { title, as: Heading = 'h3', children } = props;
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles.part}>
      <Heading id={heading} className={styles.heading}>
        {title}
      </Heading>
      {children}
    </section>
  );
}
