import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const signInTranslationRef = createTranslationRef({
  id: 'notes.sign-in',
  messages: {
    title: 'Sign in',
    tagline: 'One place to find, create, read and run services.',
    chooseHint:
      'This portal runs in development. Choose who you want to be; no password is needed.',
    organisationHint: 'Use the account of your organisation.',
    people: 'Demo people',
    loadingPeople: 'Loading the demo people',
    guest: 'Continue as guest',
    guestHint: 'The guest has the rights of the developer.',
    oidc: 'Sign in with single sign-on',
    github: 'Sign in with GitHub',
    signingIn: 'Signing in as {{name}}',
    signingInGuest: 'Signing in as guest',
    failedTitle: 'Signing in did not work',
    failedToList: 'The demo people could not be loaded',
    unreachable:
      'The portal backend does not answer. It may still be starting; try again in a few seconds.',
    retry: 'Try again',
    chooseOther: 'Choose somebody else',
    nothing:
      "No way to sign in is configured. Set 'app.signIn.methods' and the matching provider under 'auth.providers'.",
  },
});
