export interface Config {
  /** The git host that the portal carries itself. */
  gitHost?: {
    /**
     * The folder of the bare repositories, absolute or relative to the working
     * directory of the backend. Several backends must share it.
     * Without it the git host is off, and says so when it is asked.
     */
    directory?: string;
    /**
     * The address of the git host as people see it. Default: `backend.baseUrl` + `/git`.
     * @visibility frontend
     */
    baseUrl?: string;
    /** Lets everybody clone without a token. Pushing always needs one. Default: false. */
    anonymousRead?: boolean;
    /** The largest push in bytes. Default: 104857600, which is 100 MiB. */
    maxPushBytes?: number;
    /** The longest life of a personal access token in days. Default: 365. */
    maxTokenDays?: number;
  };
  auth?: {
    providers?: {
      /**
       * Set it to `{}` so that personal access tokens work: the auth backend then
       * confirms to the git host who the owner of a token is today.
       */
      'git-host'?: {};
    };
  };
}
