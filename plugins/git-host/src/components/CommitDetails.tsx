import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import { Link, useParams } from 'react-router-dom';
import { formatTime, listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { gitHostTranslationRef } from '../translation';
import { DiffView } from './DiffView';
import { Loaded } from './Loaded';
import styles from './Page.module.css';

/** One commit and what it changed. */
export function CommitDetails(props: { id: RepositoryId }) {
  const { owner, name } = props.id;
  const { sha = '' } = useParams();
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const link = useRepositoryLink(props.id);
  const query = useQuery(
    () => api.getCommit({ owner, name }, sha),
    [api, owner, name, sha],
  );
  return (
    <>
      <Link className={styles.link} to={`${link}/commits`}>
        {t('allCommits')}
      </Link>
      <Loaded query={query} what={t('commit', { sha: sha.slice(0, 8) })}>
        {({ subject, body, author, committedAt, diff }) => (
          <>
            <h2 className={styles.subtitle}>{subject}</h2>
            <p className={listStyles.note}>
              {t('by', { author: author.name, time: formatTime(committedAt) })}{' '}
              <code className={styles.code}>{sha}</code>
            </p>
            {body && <pre className={listStyles.note}>{body}</pre>}
            <DiffView diff={diff} />
          </>
        )}
      </Loaded>
    </>
  );
}
