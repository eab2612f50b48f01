import { NotesMark } from './NotesMark';
import styles from './Wordmark.module.css';

/** The sign with the name beside it; the name hides where there is no room. */
export function Wordmark() {
  return (
    <span className={styles.wordmark}>
      <NotesMark size={30} />
      <span className={styles.words} data-hide-when-narrow>
        <span className={styles.name}>Notes</span>
        <span className={styles.line}>Developer portal</span>
      </span>
    </span>
  );
}
