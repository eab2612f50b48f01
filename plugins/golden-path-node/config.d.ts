export interface Config {
  /** What the platform decides for all golden paths. */
  goldenPath?: {
    templates?: {
      /**
       * The folder of the templates library, absolute or relative to the working directory of the
       * backend. Default: `../../templates`.
       */
      directory?: string;
      /** `owner/name` of the repository that keeps every version of the library. Default: `platform/templates`. */
      repository?: string;
    };
    /** Image registry by its id. Defaults: `ecr: registry.notes.example/ecr`, `ghcr: ghcr.io`, `dockerhub: docker.io`. */
    registries?: { [id: string]: string };
    /** Where dashboards are. Default: `https://grafana.notes.example`. */
    grafanaUrl?: string;
    /** `owner/name` of the GitOps repository on the portal's git host. Default: `platform/gitops`. */
    gitopsRepo?: string;
    /**
     * The version of the Pod Security Standards that namespaces enforce, such as `v1.36`, or `latest`. Pinned, so
     * that an upgrade of a cluster refuses no pod that ran before. Default: `v1.36`.
     */
    podSecurityVersion?: string;
    /** Tools that render and check a plan; each other key is the path of the tool of that name. */
    tools?: {
      /** Where `npm run tools` puts them. Default: `../../.tools/bin`. */
      directory?: string;
      helm?: string;
      kustomize?: string;
      conftest?: string;
      crank?: string;
    };
    crossplane?: {
      /** Whether services carry namespaced resources or classic claims. Default: `namespaced`. */
      form?: 'namespaced' | 'claims';
      /** The folder of the platform APIs, absolute or relative to the working directory of the backend. Default: `../../crossplane`. */
      directory?: string;
      /** What a plan shows that claims become. Default: `aws`. */
      target?: 'aws' | 'incluster';
      /** The EnvironmentConfig of the control plane, from that folder. Default: `shared/environment.yaml`. */
      settings?: string;
    };
  };
}
