import styles from './Approval.module.css';

/** Each on its own line: what people wrote may end without a full stop. */
export function Sentences(props: { lines: (string | false | undefined)[] }) {
  return (
    <>
      {props.lines.filter(Boolean).map(line => (
        <span key={String(line)} className={styles.sentence}>
          {line}
        </span>
      ))}
    </>
  );
}
