import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { FileContent, RepositoryId } from '@notes/plugin-git-host-common';
import {
  CodeView,
  formatBytes,
  languageOf,
  listStyles,
} from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { gitHostTranslationRef } from '../translation';
import { Loaded } from './Loaded';
import page from './Page.module.css';
import { PathTrail } from './PathTrail';

/** One file with line numbers. */
export function FileView(props: {
  id: RepositoryId;
  gitRef: string;
  path: string;
}) {
  const { id, gitRef, path } = props;
  const { owner, name } = id;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const query = useQuery(
    () => api.getFile({ owner, name }, { ref: gitRef, path }),
    [api, owner, name, gitRef, path],
  );
  return (
    <section className={page.panel} aria-label={path}>
      <PathTrail gitRef={gitRef} path={path} />
      <Loaded query={query} what={path || t('files')}>
        {file => <Content file={file} />}
      </Loaded>
    </section>
  );
}

function Content(props: { file: FileContent }) {
  const { kind, content = '', size, path } = props.file;
  const { t } = useTranslationRef(gitHostTranslationRef);
  if (kind !== 'text') {
    const words =
      kind === 'binary'
        ? t('binary')
        : t('tooLarge', { size: formatBytes(size) });
    return <Alert status="info" icon title={words} />;
  }
  return (
    <div className={page.file}>
      <p className={listStyles.note}>{formatBytes(size)}</p>
      <CodeView
        key={path}
        text={content}
        language={languageOf(path)}
        label={path}
      />
    </div>
  );
}
