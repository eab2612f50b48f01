import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Skeleton } from '@backstage/ui';
import type { PlanFile } from '@notes/plugin-golden-path-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { CodeView, formatBytes, languageOf } from '@notes/plugin-portal-react';
import { goldenPathApiRef } from '@notes/plugin-golden-path-react';
import { goldenPathTranslationRef } from '../translation';
import styles from './Browser.module.css';
import { Failure } from './Failure';

/** One file of a plan, or why its content is not shown. */
export function FileContent(props: { planId: string; file: PlanFile }) {
  const { planId, file } = props;
  const { path, size, executable } = file;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <section aria-label={path} className={styles.content}>
      <header className={styles.contentHeader}>
        <h3 className={styles.path}>{path}</h3>
        <span className={styles.size}>
          {formatBytes(size)}
          {executable && `, ${t('files.executable')}`}
        </span>
      </header>
      <Body planId={planId} file={file} />
    </section>
  );
}

function Body(props: { planId: string; file: PlanFile }) {
  const { planId, file } = props;
  const { kind, path, size } = file;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (kind === 'binary') {
    return <Alert status="info" icon title={t('files.binary')} />;
  }
  if (kind === 'too-large') {
    const words = t('files.tooLarge', { size: formatBytes(size) });
    return <Alert status="info" icon title={words} />;
  }
  return <Text planId={planId} path={path} isLink={kind === 'symlink'} />;
}

function Text(props: { planId: string; path: string; isLink: boolean }) {
  const { planId, path, isLink } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const api = useApi(goldenPathApiRef);
  const { value, error, retry } = useAsyncRetry(
    () => api.getPlanFile(planId, path),
    [api, planId, path],
  );
  if (error) {
    return <Failure error={error} title={t('failure.file')} retry={retry} />;
  }
  if (!value) {
    return (
      <div role="status" aria-label={t('files.loading', { path })}>
        <Skeleton width="100%" height={240} />
      </div>
    );
  }
  const { content } = value;
  if (content === undefined) {
    return <Alert status="info" icon title={t('files.gone')} />;
  }
  if (content === '') {
    return <Alert status="info" icon title={t('files.blank')} />;
  }
  return isLink ? (
    <p>
      {t('files.symlink')} <code>{content}</code>
    </p>
  ) : (
    <CodeView text={content} language={languageOf(path)} label={path} />
  );
}
