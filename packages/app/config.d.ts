export interface Config {
  app?: {
    /** What the sign-in page offers. */
    signIn?: {
      /**
       * The ways to sign in, in the order in which they are shown.
       *
       * Default: `demo` and `guest`, and where `auth.environment` is `production`, `oidc` and `github`.
       * Each needs its provider under `auth.providers`.
       *
       * @deepVisibility frontend
       */
      methods?: Array<'demo' | 'guest' | 'oidc' | 'github'>;
    };
  };
}
