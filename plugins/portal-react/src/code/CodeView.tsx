import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { lazy, Suspense, useState } from 'react';
import { portalReactTranslationRef } from '../translation';
import styles from './Code.module.css';
import { CodeBlock } from './CodeBlock';
import { CopyButton } from './CopyButton';
import { PlainLines } from './PlainLines';

/** More is shown on demand: a browser takes seconds to lay out what nobody reads. */
const FIRST_LINES = 1_500;
/** Longer texts are shown without colours. */
const MAX_HIGHLIGHTED = 150_000;

const HighlightedLines = lazy(() =>
  import('./HighlightedLines').then(m => ({ default: m.HighlightedLines })),
);

export interface CodeViewProps {
  text: string;
  language: string | undefined;
  /** What a screen reader calls it. */
  label: string;
}

/** Text with line numbers, in colours where the language is known. */
export function CodeView(props: CodeViewProps) {
  const { text, language, label } = props;
  const { t } = useTranslationRef(portalReactTranslationRef);
  const [showAll, setShowAll] = useState(false);
  const lines = text.replace(/\n$/, '').split('\n');
  const isCut = !showAll && lines.length > FIRST_LINES;
  const shown = isCut ? lines.slice(0, FIRST_LINES) : lines;
  const plain = <PlainLines lines={shown} />;
  const isColoured = language !== undefined && text.length <= MAX_HIGHLIGHTED;
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <span>{t('lines', { count: lines.length })}</span>
        <CopyButton text={text} label={t('copy')} />
      </div>
      <CodeBlock label={label}>
        {isColoured ? (
          <Suspense fallback={plain}>
            <HighlightedLines text={shown.join('\n')} language={language} />
          </Suspense>
        ) : (
          plain
        )}
      </CodeBlock>
      {isCut && (
        <Button variant="secondary" onPress={() => setShowAll(true)}>
          {t('more', { amount: String(lines.length) })}
        </Button>
      )}
    </div>
  );
}
