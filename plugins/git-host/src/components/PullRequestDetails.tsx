import { MarkdownContent } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PullRequestDetail,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import { Link, useParams } from 'react-router-dom';
import { formatRef, formatTime, listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { gitHostTranslationRef } from '../translation';
import { Checks } from './Checks';
import { CommitList } from './CommitList';
import { DiffView } from './DiffView';
import { Loaded } from './Loaded';
import { MergePanel } from './MergePanel';
import styles from './Page.module.css';
import { StateChip } from './StateChip';

/** One pull request: what it wants, what was checked, what changes, and how it ends. */
export function PullRequestDetails(props: { id: RepositoryId }) {
  const { id } = props;
  const { owner, name } = id;
  const number = Number(useParams().number);
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const link = useRepositoryLink(id);
  const query = useQuery(
    () => api.getPullRequest({ owner, name }, number),
    [api, owner, name, number],
  );
  return (
    <>
      <Link className={styles.link} to={`${link}/pull-requests`}>
        {t('allPullRequests')}
      </Link>
      <Loaded query={query} what={`#${number}`}>
        {pull => (
          <>
            <Heading pull={pull} />
            {pull.body && (
              <section className={styles.panel}>
                <MarkdownContent content={pull.body} dialect="gfm" />
              </section>
            )}
            {pull.state === 'open' && (
              <MergePanel id={id} pull={pull} onChange={query.retry} />
            )}
            <Checks checks={pull.checks} />
            <section className={styles.panel} aria-label={t('commits')}>
              <h3 className={styles.heading}>{t('commits')}</h3>
              <CommitList id={id} commits={pull.commits} />
            </section>
            <DiffView diff={pull.diff} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Heading(props: { pull: PullRequestDetail }) {
  const { pull } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  return (
    <>
      <div className={styles.titleRow}>
        <h2 className={styles.subtitle}>{pull.title}</h2>
        <StateChip state={pull.state} />
      </div>
      <p className={listStyles.note}>
        {t('openedBy', {
          number: String(pull.number),
          author: formatRef(pull.author),
          time: formatTime(pull.createdAt),
        })}
        {' · '}
        {t('into', { source: pull.sourceBranch, target: pull.targetBranch })}
      </p>
      {pull.mergedBy && pull.mergedAt && (
        <p className={listStyles.note}>
          {t('mergedBy', {
            person: formatRef(pull.mergedBy),
            time: formatTime(pull.mergedAt),
          })}
        </p>
      )}
    </>
  );
}
