import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { connectionsTranslationRef } from '../translation';
import styles from './Snippet.module.css';

/** Props of {@link Snippet}. */
export interface SnippetProps {
  text: string;
}

/** Lines of configuration with a button that copies them. */
export function Snippet({ text }: SnippetProps) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // The browser gives no clipboard to a page without TLS on another host.
      setOutcome('failed');
    }
  }

  return (
    <div className={styles.root}>
      {/* The lines may be wider than a phone, and a keyboard must be able to scroll them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.text} tabIndex={0}>
        <code>{text}</code>
      </pre>
      <div className={styles.actions}>
        <Button size="small" variant="secondary" onPress={() => void copy()}>
          {t('guide.copy')}
        </Button>
        <span role="status">
          {outcome === 'copied' && t('guide.copied')}
          {outcome === 'failed' && t('guide.copyFailed')}
        </span>
      </div>
    </div>
  );
}
