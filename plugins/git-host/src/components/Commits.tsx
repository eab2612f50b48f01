import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Commit, RepositoryId } from '@notes/plugin-git-host-common';
import { useState } from 'react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { gitHostTranslationRef } from '../translation';
import { CommitList } from './CommitList';
import { Loaded } from './Loaded';
import styles from './Page.module.css';

/** The history of the default branch, page by page. */
export function Commits(props: { id: RepositoryId }) {
  const { owner, name } = props.id;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const [earlier, setEarlier] = useState<Commit[]>([]);
  const [after, setAfter] = useState<string>();
  const query = useQuery(async () => {
    const empty = { items: [], nextCursor: undefined };
    const branches = after
      ? undefined
      : await api.listBranches({ owner, name });
    return branches?.length === 0
      ? empty
      : api.listCommits({ owner, name }, { after });
  }, [api, owner, name, after]);

  return (
    <section className={styles.panel} aria-label={t('commits')}>
      <Loaded query={query} what={t('commits')}>
        {({ items, nextCursor }) => (
          <>
            <CommitList
              id={props.id}
              commits={query.loading ? earlier : [...earlier, ...items]}
            />
            {nextCursor && (
              <Button
                variant="tertiary"
                isPending={query.loading}
                onPress={() => {
                  setEarlier([...earlier, ...items]);
                  setAfter(nextCursor);
                }}
              >
                {t('older')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
