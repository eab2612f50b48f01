import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { listStyles } from '@notes/plugin-portal-react';
import { writeLocation } from '../lib/readLocation';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';

/** The folders above a file or folder, each a link. */
export function PathTrail(props: { gitRef: string; path: string }) {
  const { gitRef, path } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const parts = path.split('/').filter(Boolean);
  const folders = ['', ...parts.slice(0, -1)].map((name, index) => ({
    name: name || t('root'),
    path: parts.slice(0, index).join('/'),
  }));
  if (parts.length === 0) {
    return null;
  }
  return (
    <nav aria-label={t('path')} className={listStyles.note}>
      {folders.map(folder => (
        <span key={folder.path}>
          <Link
            className={styles.link}
            to={writeLocation({
              ...{ ref: gitRef, path: folder.path, view: 'folder' },
            })}
          >
            {folder.name}
          </Link>
          {' / '}
        </span>
      ))}
      <span aria-current="page">{parts.at(-1)}</span>
    </nav>
  );
}
