import { Highlight } from 'prism-react-renderer';
import styles from './Code.module.css';

/** The colours are in the style sheet, where they follow the theme of the portal. */
const NO_COLOURS = { plain: {}, styles: [] };

/** Lines in the colours of their language. */
export function HighlightedLines(props: { text: string; language: string }) {
  const { text, language } = props;
  return (
    <Highlight code={text} language={language} theme={NO_COLOURS}>
      {({ tokens }) => (
        <code>
          {tokens.map((line, index) => (
            <span key={index} className={styles.line} data-line={index + 1}>
              {line.map(({ content, types, empty }, at) =>
                empty ? null : (
                  <span key={at} data-token={types.at(-1)}>
                    {content}
                  </span>
                ),
              )}
              {'\n'}
            </span>
          ))}
        </code>
      )}
    </Highlight>
  );
}
