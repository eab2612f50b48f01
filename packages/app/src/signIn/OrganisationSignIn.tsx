import { OAuth2 } from '@backstage/core-app-api';
import { UserIdentity } from '@backstage/core-components';
import {
  BackstageIdentityApi,
  configApiRef,
  discoveryApiRef,
  githubAuthApiRef,
  oauthRequestApiRef,
  ProfileInfoApi,
  SessionApi,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Button } from '@backstage/ui';
import { RiGithubFill, RiShieldKeyholeLine } from '@remixicon/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { FailureAlert } from './FailureAlert';
import styles from './SignInPage.module.css';
import { signInTranslationRef } from './translation';

type AccountMethod = 'oidc' | 'github';
type AuthApi = ProfileInfoApi & BackstageIdentityApi & SessionApi;

interface OrganisationSignInProps extends Pick<
  SignInPageProps,
  'onSignInSuccess'
> {
  methods: AccountMethod[];
}

function useAuthApis(): Record<AccountMethod, AuthApi> {
  const configApi = useApi(configApiRef);
  const discoveryApi = useApi(discoveryApiRef);
  const oauthRequestApi = useApi(oauthRequestApiRef);
  const github = useApi(githubAuthApiRef);
  const oidc = useMemo(
    () =>
      OAuth2.create({
        configApi,
        discoveryApi,
        oauthRequestApi,
        provider: { id: 'oidc', title: 'Single sign-on', icon: () => null },
        environment: configApi.getOptionalString('auth.environment'),
        defaultScopes: ['openid', 'profile', 'email'],
      }),
    [configApi, discoveryApi, oauthRequestApi],
  );
  return { oidc, github };
}

/** Buttons for the accounts of an organisation; an open session is used at once. */
export function OrganisationSignIn(props: OrganisationSignInProps) {
  const { methods, onSignInSuccess } = props;
  const { t } = useTranslationRef(signInTranslationRef);
  const apis = useAuthApis();
  const [failed, setFailed] = useState<{
    method: AccountMethod;
    error: unknown;
  }>();

  const signIn = useCallback(
    async (
      method: AccountMethod,
      how: { optional?: boolean; instantPopup?: boolean },
    ) => {
      const authApi = apis[method];
      setFailed(undefined);
      try {
        const identity = await authApi.getBackstageIdentity(how);
        if (!identity) {
          return 'not signed in';
        }
        const profile = await authApi.getProfile();
        onSignInSuccess(
          UserIdentity.create({
            identity: identity.identity,
            authApi,
            profile,
          }),
        );
        return 'signed in';
      } catch (error) {
        // Whoever closes the window has changed their mind; that is no failure.
        if ((error as Error).name !== 'PopupRejectedError') {
          setFailed({ method, error });
        }
        return 'not signed in';
      }
    },
    [apis, onSignInSuccess],
  );

  useEffect(() => {
    const resume = async () => {
      for (const method of methods) {
        if ((await signIn(method, { optional: true })) === 'signed in') {
          return;
        }
      }
    };
    // Failures end up in the state.
    void resume();
    // Runs once: a session that is open when the page opens is taken up.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return (
    <div className={styles.guest}>
      {methods.map(method => (
        <Button
          key={method}
          variant="primary"
          iconStart={
            method === 'github' ? <RiGithubFill /> : <RiShieldKeyholeLine />
          }
          onPress={() => signIn(method, { instantPopup: true })}
        >
          {t(method)}
        </Button>
      ))}
      {failed && (
        <FailureAlert
          title={t('failedTitle')}
          error={failed.error}
          onRetry={() => signIn(failed.method, { instantPopup: true })}
        />
      )}
    </div>
  );
}
