import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { AccessToken } from '@notes/plugin-git-host-common';
import { gitHostApiRef } from '../apis';
import { useAction } from '../hooks/useAction';
import { formatDay, formatTime } from '../lib/format';
import { gitHostTranslationRef } from '../translation';
import { Failure } from './Loaded';
import styles from './Page.module.css';

/** One token, and the button that ends it. */
export function AccessTokenRow(props: {
  token: AccessToken;
  onRevoked: () => void;
}) {
  const { token, onRevoked } = props;
  const { name, hint, expiresAt, lastUsedAt } = token;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const { pending, error, run } = useAction();
  const revoke = async () => {
    if (await run(() => api.revokeAccessToken(token.id))) {
      onRevoked();
    }
  };
  return (
    <li className={styles.row}>
      <span className={styles.main}>
        <strong>{name}</strong>
        <p className={styles.note}>
          {t('tokenFacts', { hint, expires: formatDay(expiresAt) })}
          {' · '}
          {lastUsedAt
            ? t('tokenUsed', { time: formatTime(lastUsedAt) })
            : t('tokenUnused')}
        </p>
        {error && <Failure error={error} what={name} />}
      </span>
      {Date.parse(expiresAt) < Date.now() && (
        <span className={`${styles.chip} ${styles.bad}`}>
          {t('tokenExpired')}
        </span>
      )}
      <Button
        variant="secondary"
        aria-label={t('tokenRevokeNamed', { name })}
        isPending={pending}
        onPress={revoke}
      >
        {t('tokenRevoke')}
      </Button>
    </li>
  );
}
