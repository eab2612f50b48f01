import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Diff, FileDiff } from '@notes/plugin-git-host-common';
import { Chip, CodeBlock, listStyles } from '@notes/plugin-portal-react';
import { gitHostTranslationRef } from '../translation';
import styles from './DiffView.module.css';
import page from './Page.module.css';

/** More open files than this make a page that nobody reads to its end. */
const OPEN_FILES = 20;

/** What a commit or a pull request changes, file by file. */
export function DiffView(props: { diff: Diff }) {
  const { files, additions, deletions, truncated } = props.diff;
  const { t } = useTranslationRef(gitHostTranslationRef);
  if (files.length === 0) {
    return <p className={listStyles.note}>{t('noChanges')}</p>;
  }
  const amounts = {
    amount: String(files.length),
    additions: String(additions),
    deletions: String(deletions),
  };
  return (
    <>
      <p className={listStyles.note}>{t('filesChanged', amounts)}</p>
      {truncated && <Alert status="warning" icon title={t('truncated')} />}
      <div className={page.panel}>
        {files.map((file, index) => (
          <FileChanges
            key={file.path}
            file={file}
            isOpen={index < OPEN_FILES}
          />
        ))}
      </div>
    </>
  );
}

function FileChanges(props: { file: FileDiff; isOpen: boolean }) {
  const { file, isOpen } = props;
  const { path, previousPath, status, additions, deletions, patch } = file;
  const { t } = useTranslationRef(gitHostTranslationRef);
  return (
    <details className={styles.file} open={isOpen}>
      <summary className={styles.summary}>
        {path}
        <Chip>{t(status)}</Chip>
        {previousPath && (
          <span className={listStyles.note}>
            {t('renamedFrom', { path: previousPath })}
          </span>
        )}
        <span>
          <span className={styles.plus}>+{additions}</span>{' '}
          <span className={styles.minus}>−{deletions}</span>
        </span>
      </summary>
      {patch === undefined ? (
        <p className={listStyles.note}>
          {additions + deletions === 0 && !file.binary
            ? t('noChanges')
            : t('noPatch')}
        </p>
      ) : (
        <Patch patch={patch} path={path} />
      )}
    </details>
  );
}

// The sign at the start of a line says it without colour.
function Patch(props: { patch: string; path: string }) {
  const lines = props.patch.replace(/\n$/, '').split('\n');
  return (
    <CodeBlock label={props.path}>
      {lines.map((line, index) => (
        <span key={index} className={`${styles.line} ${classOf(line)}`}>
          {line}
          {'\n'}
        </span>
      ))}
    </CodeBlock>
  );
}

function classOf(line: string): string {
  if (line.startsWith('+')) {
    return styles.added;
  }
  if (line.startsWith('-')) {
    return styles.removed;
  }
  return line.startsWith('@@') ? styles.hunk : '';
}
