import {
  discoveryApiRef,
  IdentityApi,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { RefreshingIdentity } from './RefreshingIdentity';
import { rememberedChoice } from './rememberedChoice';
import { fetchSession, SignInChoice } from './Session';

/** Where the page is: waiting for a choice, signing somebody in, or stuck. */
export type SignInState =
  | { step: 'choose' }
  | { step: 'signing-in'; choice: SignInChoice; resumed?: boolean }
  | { step: 'failed'; choice: SignInChoice; error: unknown };

/** Signs in whoever is chosen, beginning with whoever is remembered. */
export function useSignIn(onSignInSuccess: (identity: IdentityApi) => void) {
  const discoveryApi = useApi(discoveryApiRef);
  const [state, setState] = useState<SignInState>(() => {
    const choice = rememberedChoice.read();
    return choice
      ? { step: 'signing-in', choice, resumed: true }
      : { step: 'choose' };
  });
  const started = useRef(false);

  const signIn = useCallback(
    async (choice: SignInChoice, resumed = false) => {
      setState({ step: 'signing-in', choice, resumed });
      try {
        const session = await fetchSession(discoveryApi, choice);
        rememberedChoice.write(choice);
        onSignInSuccess(
          new RefreshingIdentity({
            session,
            refresh: () => fetchSession(discoveryApi, choice),
            forget: rememberedChoice.forget,
          }),
        );
      } catch (error) {
        setState({ step: 'failed', choice, error });
      }
    },
    [discoveryApi, onSignInSuccess],
  );

  const chooseOther = useCallback(() => {
    rememberedChoice.forget();
    setState({ step: 'choose' });
  }, []);

  useEffect(() => {
    if (!started.current && state.step === 'signing-in' && state.resumed) {
      started.current = true;
      // Failures end up in the state.
      void signIn(state.choice, true);
    }
  }, [signIn, state]);

  const resuming =
    state.step === 'signing-in' && state.resumed ? state.choice : undefined;
  return { state, resuming, signIn, chooseOther };
}
