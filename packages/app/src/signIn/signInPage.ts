import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { SignInPage } from './SignInPage';

/** Takes the place of the stock sign-in page, because it has the same id. */
export const signInPage = SignInPageBlueprint.make({
  params: {
    // Every visit begins here, also that of somebody who is remembered, so a
    // second request for a small page would only delay the first.
    loader: async () => SignInPage,
  },
});
