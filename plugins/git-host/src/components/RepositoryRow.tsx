import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Repository } from '@notes/plugin-git-host-common';
import { RiGitRepositoryLine } from '@remixicon/react';
import { Link } from 'react-router-dom';
import { formatPerson, formatTime } from '../lib/format';
import { repositoryRouteRef } from '../routes';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';

/** One repository in the list. */
export function RepositoryRow(props: { repository: Repository }) {
  const { owner, name, description, ownerRef, archived, ...repository } =
    props.repository;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const link = useRouteRef(repositoryRouteRef);
  const { pushedAt, createdAt } = repository;
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <Link className={styles.name} to={link?.({ owner, name }) ?? '#'}>
          <RiGitRepositoryLine aria-hidden />
          {owner}/{name}
        </Link>
        {description && <p className={styles.note}>{description}</p>}
      </div>
      {archived && <span className={styles.chip}>{t('archived')}</span>}
      {ownerRef && (
        <span className={styles.note}>
          {t('ownedBy', { owner: formatPerson(ownerRef) })}
        </span>
      )}
      <span className={styles.note}>
        {pushedAt
          ? t('changed', { time: formatTime(pushedAt) })
          : t('created', { time: formatTime(createdAt) })}
      </span>
    </li>
  );
}
