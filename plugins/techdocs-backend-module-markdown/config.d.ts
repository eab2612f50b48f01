export interface Config {
  techdocs?: {
    generator?: {
      /**
       * What turns Markdown into pages. `markdown` runs inside the portal and needs
       * nothing else; `mkdocs` runs MkDocs (Python or Docker, see `runIn`) for sites that
       * need its plugins. Default: `markdown`.
       */
      engine?: 'markdown' | 'mkdocs';

      markdown?: {
        /**
         * Folder that keeps rendered pages, so that only changed pages are rendered
         * again. It may be removed at any time. Default: a folder of this user below
         * `backend.workingDirectory`, or below the temporary folder of the system.
         */
        cacheDirectory?: string;

        /**
         * Seconds after which a build is given up. Default: 120.
         */
        timeoutSeconds?: number;
      };
    };
  };
}
