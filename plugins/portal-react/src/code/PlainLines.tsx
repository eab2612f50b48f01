import styles from './Code.module.css';

/** Lines as they are. */
export function PlainLines(props: { lines: string[] }) {
  return (
    <code>
      {props.lines.map((line, index) => (
        <span key={index} className={styles.line} data-line={index + 1}>
          {line}
          {'\n'}
        </span>
      ))}
    </code>
  );
}
