import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Takes the place of the stock sign-in page, because it has the same id. */
export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: () => import('./SignInPage').then(m => m.SignInPage),
  },
});
