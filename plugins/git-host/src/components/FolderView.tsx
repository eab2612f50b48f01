import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId, TreeEntry } from '@notes/plugin-git-host-common';
import { RiFileLine, RiFolder3Fill } from '@remixicon/react';
import { Link } from 'react-router-dom';
import { formatBytes, listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { writeLocation } from '../lib/readLocation';
import { gitHostTranslationRef } from '../translation';
import { Loaded } from './Loaded';
import styles from './Page.module.css';
import { PathTrail } from './PathTrail';

interface FolderViewProps {
  id: RepositoryId;
  gitRef: string;
  path: string;
}

/** What is in one folder. */
export function FolderView(props: FolderViewProps) {
  const { id, gitRef, path } = props;
  const { owner, name } = id;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const query = useQuery(
    () => api.getTree({ owner, name }, { ref: gitRef, path }),
    [api, owner, name, gitRef, path],
  );
  return (
    <section className={styles.panel} aria-label={t('files')}>
      <PathTrail gitRef={gitRef} path={path} />
      <Loaded query={query} what={path || t('files')}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p className={listStyles.note}>{t('folderEmpty')}</p>
          ) : (
            <ul className={listStyles.list}>
              {entries.map(entry => (
                <Entry key={entry.path} entry={entry} gitRef={gitRef} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Entry(props: { entry: TreeEntry; gitRef: string }) {
  const { entry, gitRef } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const isFolder = entry.type === 'directory';
  const view = isFolder ? 'folder' : 'file';
  const Icon = isFolder ? RiFolder3Fill : RiFileLine;
  const label = (
    <>
      <Icon aria-hidden />
      {entry.name}
    </>
  );
  return (
    <li className={listStyles.row}>
      <span className={listStyles.main}>
        {entry.type === 'submodule' ? (
          <span className={listStyles.name}>{label}</span>
        ) : (
          <Link
            className={listStyles.name}
            to={writeLocation({ ref: gitRef, path: entry.path, view })}
          >
            {label}
          </Link>
        )}
      </span>
      <span className={listStyles.note}>
        {entry.size === undefined ? t('folder') : formatBytes(entry.size)}
      </span>
    </li>
  );
}
