import { type ReactNode, useId } from 'react';
import styles from './Plan.module.css';

/** A part of a plan under a heading. */
export function PlanPart(props: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles.part}>
      <h3 id={heading} className={styles.heading}>
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}
