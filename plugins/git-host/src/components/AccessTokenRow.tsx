import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { AccessToken } from '@notes/plugin-git-host-common';
import {
  Chip,
  formatDay,
  formatTime,
  listStyles,
} from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useAction } from '../hooks/useAction';
import { gitHostTranslationRef } from '../translation';
import { Failure } from './Loaded';

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
    <li className={listStyles.row}>
      <span className={listStyles.main}>
        <strong>{name}</strong>
        <p className={listStyles.note}>
          {t('tokenFacts', { hint, expires: formatDay(expiresAt) })}
          {' · '}
          {lastUsedAt
            ? t('tokenUsed', { time: formatTime(lastUsedAt) })
            : t('tokenUnused')}
        </p>
        {error && <Failure error={error} what={name} />}
      </span>
      {Date.parse(expiresAt) < Date.now() && (
        <Chip look="bad">{t('tokenExpired')}</Chip>
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
