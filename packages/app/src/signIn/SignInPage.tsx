import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Button, Text } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { Wordmark } from '../branding/Wordmark';
import { DemoPeople } from './DemoPeople';
import { FailureAlert } from './FailureAlert';
import { PortalPicture } from './PortalPicture';
import { readSignInMethods } from './readSignInMethods';
import { SignInChoice } from './Session';
import styles from './SignInPage.module.css';
import { signInTranslationRef } from './translation';
import { useSignIn } from './useSignIn';

// Only portals with accounts of an organisation need what OAuth takes.
const OrganisationSignIn = lazy(() =>
  import('./OrganisationSignIn').then(m => ({ default: m.OrganisationSignIn })),
);

function SigningIn(props: { choice: SignInChoice }) {
  const { choice } = props;
  const { t } = useTranslationRef(signInTranslationRef);
  return (
    <div role="status" className={styles.signingIn}>
      <span className={styles.spinner} aria-hidden />
      {choice.provider === 'demo'
        ? t('signingIn', { name: choice.displayName })
        : t('signingInGuest')}
    </div>
  );
}

/** Somebody who is remembered sees the outline of the portal, and words only after a while. */
function Resuming(props: { choice: SignInChoice }) {
  return (
    <div className={styles.resuming}>
      <SigningIn choice={props.choice} />
    </div>
  );
}

function Choices(
  props: Pick<SignInPageProps, 'onSignInSuccess'> & {
    onChoose: (choice: SignInChoice) => void;
  },
) {
  const { onChoose, onSignInSuccess } = props;
  const { t } = useTranslationRef(signInTranslationRef);
  const methods = readSignInMethods(useApi(configApiRef));
  const accounts = methods.filter(m => m === 'oidc' || m === 'github');
  const demo = methods.includes('demo');
  const guest = methods.includes('guest');
  return (
    <>
      <Text as="p" color="secondary">
        {demo || guest ? t('chooseHint') : t('organisationHint')}
      </Text>
      {methods.length === 0 && <Text as="p">{t('nothing')}</Text>}
      {demo && <DemoPeople onChoose={onChoose} />}
      {guest && (
        <div className={styles.guest}>
          <Button
            variant="secondary"
            onPress={() => onChoose({ provider: 'guest' })}
          >
            {t('guest')}
          </Button>
          <Text variant="body-small" color="secondary">
            {t('guestHint')}
          </Text>
        </div>
      )}
      {accounts.length > 0 && (
        <Suspense fallback={null}>
          <OrganisationSignIn
            methods={accounts}
            onSignInSuccess={onSignInSuccess}
          />
        </Suspense>
      )}
    </>
  );
}

/** The first page: who are you? */
export function SignInPage(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  const { t } = useTranslationRef(signInTranslationRef);
  const { state, signIn, chooseOther, resuming } = useSignIn(onSignInSuccess);
  if (resuming) {
    return <Resuming choice={resuming} />;
  }
  return (
    <div className={styles.page}>
      <header className={styles.brand}>
        <Wordmark />
        <PortalPicture />
        <p className={styles.tagline}>{t('tagline')}</p>
      </header>
      <main className={styles.panel}>
        <Text as="h1" variant="title-medium" weight="bold">
          {t('title')}
        </Text>
        {state.step === 'signing-in' && <SigningIn choice={state.choice} />}
        {state.step === 'failed' && (
          <FailureAlert
            title={t('failedTitle')}
            error={state.error}
            onRetry={() => signIn(state.choice)}
            onChooseOther={chooseOther}
          />
        )}
        {state.step === 'choose' && (
          <Choices onChoose={signIn} onSignInSuccess={onSignInSuccess} />
        )}
      </main>
    </div>
  );
}
