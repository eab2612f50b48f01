import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { CommitPage, RepositoryId } from '@notes/plugin-git-host-common';
import { useState } from 'react';
import { gitHostApiRef } from '../apis';
import { useAction } from '../hooks/useAction';
import { useQuery } from '../hooks/useQuery';
import { gitHostTranslationRef } from '../translation';
import { CommitList } from './CommitList';
import { Failure, Loaded } from './Loaded';
import styles from './Page.module.css';

/** The history of the default branch, page by page. */
export function Commits(props: { id: RepositoryId }) {
  const { owner, name } = props.id;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const query = useQuery(async (): Promise<CommitPage> => {
    const branches = await api.listBranches({ owner, name });
    return branches.length === 0
      ? { items: [], nextCursor: undefined }
      : api.listCommits({ owner, name });
  }, [api, owner, name]);
  return (
    <section className={styles.panel} aria-label={t('commits')}>
      <Loaded query={query} what={t('commits')}>
        {first => <History id={props.id} first={first} />}
      </Loaded>
    </section>
  );
}

function History(props: { id: RepositoryId; first: CommitPage }) {
  const { id, first } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const { pending, error, run } = useAction();
  const [shown, setShown] = useState(first);
  const { items, nextCursor: after } = shown;
  const loadOlder = () =>
    run(async () => {
      const next = await api.listCommits(id, { after });
      setShown({ ...next, items: [...items, ...next.items] });
    });
  return (
    <>
      <CommitList id={id} commits={items} />
      {error && <Failure error={error} what={t('commits')} />}
      {after && (
        <Button variant="tertiary" isPending={pending} onPress={loadOlder}>
          {t('older')}
        </Button>
      )}
    </>
  );
}
