export interface Config {
  permission?: {
    /** Who the rules of the Notes permission policy speak about. */
    notes?: {
      /**
       * Groups of platform engineers, as entity references such as `group:default/platform-team`.
       *
       * Default: `[group:default/platform-team]`
       */
      platformGroups?: string[];
      /**
       * Groups of developers, who may create services.
       *
       * Default: `[group:default/notes-team, group:default/auth-team, group:default/search-team]`
       */
      developerGroups?: string[];
      /**
       * The tag that keeps a template's parameters and steps for platform engineers,
       * written as `backstage:permissions: { tags: [privileged] }`.
       *
       * Default: `privileged`
       */
      privilegedTag?: string;
    };
  };
}
