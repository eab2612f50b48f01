export interface Config {
  goldenPath?: {
    /** The GitOps repository that the portal makes at its first start. */
    gitops?: {
      /** Who owns it. Default: `group:default/platform-team`. */
      owner?: string;
      /** The system it belongs to. Default: `system:default/portal`. */
      system?: string;
      /** Whether its clusters run Istio. Default: `none`. */
      mesh?: 'none' | 'sidecar' | 'ambient';
    };
  };
}
