import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Repository } from '@notes/plugin-git-host-common';
import { RiGitRepositoryLine } from '@remixicon/react';
import { Link } from 'react-router-dom';
import {
  Chip,
  formatRef,
  formatTime,
  listStyles,
} from '@notes/plugin-portal-react';
import { repositoryRouteRef } from '../routes';
import { gitHostTranslationRef } from '../translation';

/** One repository in the list. */
export function RepositoryRow(props: { repository: Repository }) {
  const { owner, name, description, ownerRef, archived, ...repository } =
    props.repository;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const link = useRouteRef(repositoryRouteRef);
  const { pushedAt, createdAt } = repository;
  return (
    <li className={listStyles.row}>
      <div className={listStyles.main}>
        <Link className={listStyles.name} to={link?.({ owner, name }) ?? '#'}>
          <RiGitRepositoryLine aria-hidden />
          {owner}/{name}
        </Link>
        {description && <p className={listStyles.note}>{description}</p>}
      </div>
      {archived && <Chip>{t('archived')}</Chip>}
      {ownerRef && (
        <span className={listStyles.note}>
          {t('ownedBy', { owner: formatRef(ownerRef) })}
        </span>
      )}
      <span className={listStyles.note}>
        {pushedAt
          ? t('changed', { time: formatTime(pushedAt) })
          : t('created', { time: formatTime(createdAt) })}
      </span>
    </li>
  );
}
