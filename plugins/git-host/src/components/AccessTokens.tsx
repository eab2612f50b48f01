import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { CreatedAccessToken } from '@notes/plugin-git-host-common';
import { useState } from 'react';
import { listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { gitHostTranslationRef } from '../translation';
import { AccessTokenForm } from './AccessTokenForm';
import { AccessTokenRow } from './AccessTokenRow';
import { CopyField } from './CopyField';
import { Loaded } from './Loaded';
import styles from './Page.module.css';

/** The person's own tokens: make one, see it once, revoke it. */
export function AccessTokens() {
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const query = useQuery(() => api.listAccessTokens(), [api]);
  const [created, setCreated] = useState<CreatedAccessToken>();

  return (
    <div className={`${styles.embedded} ${styles.tabPage}`}>
      <h2 className={styles.subtitle}>{t('tokens')}</h2>
      <p className={listStyles.note}>{t('tokensIntro')}</p>
      <AccessTokenForm
        onCreated={token => {
          setCreated(token);
          query.retry();
        }}
      />
      {created && (
        <>
          <Alert
            role="status"
            status="success"
            icon
            title={t('tokenCreated', { name: created.name })}
          />
          <CopyField label={created.name} value={created.secret} />
        </>
      )}
      <section className={styles.panel} aria-label={t('tokens')}>
        <Loaded query={query} what={t('tokens')}>
          {tokens =>
            tokens.length === 0 ? (
              <p className={listStyles.note}>{t('tokensNone')}</p>
            ) : (
              <ul className={listStyles.list}>
                {tokens.map(token => (
                  <AccessTokenRow
                    key={token.id}
                    token={token}
                    onRevoked={() => {
                      if (created?.id === token.id) {
                        setCreated(undefined);
                      }
                      query.retry();
                    }}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </div>
  );
}
