import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Commit, RepositoryId } from '@notes/plugin-git-host-common';
import { Link } from 'react-router-dom';
import { formatTime, listStyles } from '@notes/plugin-portal-react';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';

/** Commits, each leading to what it changed. */
export function CommitList(props: { id: RepositoryId; commits: Commit[] }) {
  const { id, commits } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const link = useRepositoryLink(id);
  if (commits.length === 0) {
    return <p className={listStyles.note}>{t('noCommits')}</p>;
  }
  return (
    <ul className={listStyles.list}>
      {commits.map(({ sha, subject, author, committedAt }) => (
        <li key={sha} className={listStyles.row}>
          <span className={listStyles.main}>
            <Link className={listStyles.name} to={`${link}/commits/${sha}`}>
              {subject || sha.slice(0, 8)}
            </Link>
            <p className={listStyles.note}>
              {t('by', { author: author.name, time: formatTime(committedAt) })}
            </p>
          </span>
          <code className={`${styles.code} ${listStyles.note}`}>
            {sha.slice(0, 8)}
          </code>
        </li>
      ))}
    </ul>
  );
}
