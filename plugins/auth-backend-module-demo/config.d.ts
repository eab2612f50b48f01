export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in as one of a few demo people, without a password.
       *
       * For development only: the backend refuses to start when this key is set and
       * `NODE_ENV` is neither `development` nor `test`, or `auth.environment` is not `development`.
       */
      demo?: {
        development?: {
          /**
           * Who can be chosen. Each must be a User of the catalog, in the namespace `default`.
           *
           * Default: `dev.rivera`, `pat.platform` and `lee.learner`.
           */
          people?: Array<{
            /** The name of the User entity, for example `dev.rivera`. */
            name: string;
            /** What the sign-in page calls the person, for example `Dev Rivera`. */
            title: string;
            /** One sentence that says what the person may do here. */
            role: string;
          }>;
        };
      };
    };
  };
}
