import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type {
  PullRequestState,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import { Link, useSearchParams } from 'react-router-dom';
import { formatRef, formatTime, listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { gitHostTranslationRef } from '../translation';
import { Loaded } from './Loaded';
import styles from './Page.module.css';
import { StateChip } from './StateChip';

const STATES: PullRequestState[] = ['open', 'merged', 'closed'];

/** The pull requests of a repository, open ones first to see. */
export function PullRequests(props: { id: RepositoryId }) {
  const { owner, name } = props.id;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const link = useRepositoryLink(props.id);
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('state') ?? 'open';
  const state = STATES.find(each => each === wanted);
  const query = useQuery(
    () => api.listPullRequests({ owner, name }, { state }),
    [api, owner, name, state],
  );
  const options = [...STATES, 'all' as const].map(id => ({
    ...{ id, label: t(id) },
  }));
  return (
    <>
      <div className={styles.toolbar}>
        <Select
          className={styles.branch}
          label={t('stateFilter')}
          options={options}
          selectedKey={state ?? 'all'}
          onSelectionChange={key => setSearch({ state: String(key) })}
        />
      </div>
      <section className={styles.panel} aria-label={t('pullRequests')}>
        <Loaded query={query} what={t('pullRequests')}>
          {pulls =>
            pulls.length === 0 ? (
              <div className={styles.empty}>
                <span>{t('noPullRequests')}</span>
                <span className={listStyles.note}>{t('pullRequestsHint')}</span>
              </div>
            ) : (
              <ul className={listStyles.list}>
                {pulls.map(pull => (
                  <li key={pull.number} className={listStyles.row}>
                    <span className={listStyles.main}>
                      <Link
                        className={listStyles.name}
                        to={`${link}/pull-requests/${pull.number}`}
                      >
                        {pull.title}
                      </Link>
                      <p className={listStyles.note}>
                        {t('openedBy', {
                          number: String(pull.number),
                          author: formatRef(pull.author),
                          time: formatTime(pull.createdAt),
                        })}
                      </p>
                    </span>
                    <StateChip state={pull.state} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </>
  );
}
