import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { Repository, RepositoryId } from '@notes/plugin-git-host-common';
import { Link } from 'react-router-dom';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { readRepositoryId } from '../lib/readRepositoryId';
import { gitHostTranslationRef } from '../translation';
import { CommitList } from './CommitList';
import { CopyField } from './CopyField';
import { Loaded } from './Loaded';
import styles from './Page.module.css';
import { Readme } from './Readme';

/** The repository of a component: how to clone it, its latest commits and its README. */
export function EntityRepository() {
  const { entity } = useEntity();
  const id = readRepositoryId(entity);
  return id ? <RepositorySummary id={id} /> : null;
}

function RepositorySummary(props: { id: RepositoryId }) {
  const { owner, name } = props.id;
  const api = useApi(gitHostApiRef);
  const query = useQuery(
    () => api.getRepository({ owner, name }),
    [api, owner, name],
  );
  return (
    <div className={styles.embedded}>
      <Loaded query={query} what={`${owner}/${name}`}>
        {repository => <Summary repository={repository} />}
      </Loaded>
    </div>
  );
}

function Summary(props: { repository: Repository }) {
  const { repository } = props;
  const { owner, name, defaultBranch, cloneUrl, pushedAt } = repository;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const link = useRepositoryLink(repository);
  const commits = useQuery(
    async () =>
      pushedAt
        ? api.listCommits({ owner, name }, { limit: 5 })
        : { items: [], nextCursor: undefined },
    [api, owner, name, pushedAt],
  );
  return (
    <>
      <div className={styles.toolbar}>
        <div className={styles.grow}>
          <CopyField label={t('cloneUrl')} value={`git clone ${cloneUrl}`} />
        </div>
        <Link className={styles.link} to={link}>
          {t('openRepository')}
        </Link>
      </div>
      <section className={styles.panel} aria-label={t('latestCommits')}>
        <h3 className={styles.heading}>{t('latestCommits')}</h3>
        <Loaded query={commits} what={t('latestCommits')}>
          {({ items }) => <CommitList id={repository} commits={items} />}
        </Loaded>
      </section>
      <Readme id={repository} gitRef={defaultBranch} baseUrl={link} />
    </>
  );
}
