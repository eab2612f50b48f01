import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, SearchField, Switch } from '@backstage/ui';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { gitHostTranslationRef } from '../translation';
import { Loaded } from './Loaded';
import styles from './Page.module.css';
import { RepositoryRow } from './RepositoryRow';

const STEP = 50;

/** Every repository that the person may see. */
export function RepositoriesPage() {
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [includeArchived, setIncludeArchived] = useState(false);
  const [limit, setLimit] = useState(STEP);
  useDebounce(() => setText(typed.trim()), 250, [typed]);
  const query = useQuery(
    () => api.listRepositories({ text, includeArchived, limit }),
    [api, text, includeArchived, limit],
  );

  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('repositories')}</h1>
      <p className={listStyles.note}>{t('intro')}</p>
      <div className={styles.toolbar}>
        <SearchField
          className={styles.grow}
          aria-label={t('searchLabel')}
          placeholder={t('searchLabel')}
          value={typed}
          onChange={setTyped}
        />
        <Switch
          label={t('showArchived')}
          isSelected={includeArchived}
          onChange={setIncludeArchived}
        />
      </div>
      <section className={styles.panel} aria-label={t('repositories')}>
        <Loaded query={query} what={t('repositories')}>
          {({ items, total }) =>
            total === 0 ? (
              <Nothing text={text} />
            ) : (
              <>
                <p className={listStyles.note} role="status">
                  {total === 1
                    ? t('foundOne')
                    : t('found', { amount: String(total) })}
                </p>
                <ul className={listStyles.list}>
                  {items.map(item => (
                    <RepositoryRow key={item.cloneUrl} repository={item} />
                  ))}
                </ul>
                {items.length < Math.min(total, 200) && (
                  <Button
                    variant="tertiary"
                    onPress={() => setLimit(Math.min(limit + STEP, 200))}
                  >
                    {t('more')}
                  </Button>
                )}
              </>
            )
          }
        </Loaded>
      </section>
    </main>
  );
}

function Nothing(props: { text: string }) {
  const { text } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  if (text) {
    return <p className={styles.empty}>{t('noneFound', { text })}</p>;
  }
  return (
    <div className={styles.empty}>
      <p className={listStyles.note}>{t('noneYet')}</p>
      <ButtonLink href="/create" variant="primary">
        {t('createOne')}
      </ButtonLink>
    </div>
  );
}
