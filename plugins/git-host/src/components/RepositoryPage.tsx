import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { NotFoundError } from '@backstage/errors';
import type { Repository } from '@notes/plugin-git-host-common';
import { Link, Route, Routes, useLocation, useParams } from 'react-router-dom';
import { Chip, formatRef, listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { rootRouteRef } from '../routes';
import { gitHostTranslationRef } from '../translation';
import { Branches } from './Branches';
import { CommitDetails } from './CommitDetails';
import { Commits } from './Commits';
import { Files } from './Files';
import { Failure, Loaded } from './Loaded';
import styles from './Page.module.css';
import { PullRequestDetails } from './PullRequestDetails';
import { PullRequests } from './PullRequests';
import { RepositoryActions } from './RepositoryActions';
import { RepositoryTabs } from './RepositoryTabs';

/** One repository: its files, branches, commits and pull requests. */
export function RepositoryPage() {
  const { owner = '', name = '' } = useParams();
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const root = useRouteRef(rootRouteRef)?.() ?? '/repositories';
  const query = useQuery(
    () => api.getRepository({ owner, name }),
    [api, owner, name],
  );
  return (
    <main className={styles.page}>
      <p className={listStyles.note}>
        <Link className={styles.link} to={root}>
          {t('repositories')}
        </Link>{' '}
        / {owner}
      </p>
      <Loaded query={query} what={`${owner}/${name}`}>
        {repository => (
          <>
            <RepositoryHeader repository={repository} onChange={query.retry} />
            <RepositoryTabs id={repository} />
            <Parts repository={repository} />
          </>
        )}
      </Loaded>
    </main>
  );
}

function RepositoryHeader(props: {
  repository: Repository;
  onChange: () => void;
}) {
  const { repository, onChange } = props;
  const { name, archived, description, ownerRef } = repository;
  const { t } = useTranslationRef(gitHostTranslationRef);
  return (
    <>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>{name}</h1>
        {archived && <Chip>{t('archived')}</Chip>}
        {ownerRef && (
          <span className={listStyles.note}>
            {t('ownedBy', { owner: formatRef(ownerRef) })}
          </span>
        )}
        <div className={styles.actions}>
          <RepositoryActions repository={repository} onChange={onChange} />
        </div>
      </div>
      {description && <p className={listStyles.note}>{description}</p>}
      {archived && <Alert status="info" icon title={t('archivedNote')} />}
    </>
  );
}

function Parts(props: { repository: Repository }) {
  const { repository } = props;
  return (
    <Routes>
      <Route path="/" element={<Files repository={repository} />} />
      <Route path="/branches" element={<Branches id={repository} />} />
      <Route path="/commits" element={<Commits id={repository} />} />
      <Route path="/commits/:sha" element={<CommitDetails id={repository} />} />
      <Route path="/pull-requests" element={<PullRequests id={repository} />} />
      <Route
        path="/pull-requests/:number"
        element={<PullRequestDetails id={repository} />}
      />
      <Route path="*" element={<UnknownPart />} />
    </Routes>
  );
}

/** An address that somebody typed, or kept from another git host. */
function UnknownPart() {
  const { pathname } = useLocation();
  const error = new NotFoundError(pathname);
  return <Failure error={error} what={pathname} />;
}
