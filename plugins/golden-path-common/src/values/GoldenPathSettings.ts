/**
 * What the platform decides once for all templates.
 *
 * @public
 */
export interface GoldenPathSettings {
  /** The portal as people see it. */
  platformBaseUrl: string;
  /** The portal's own git host, without a slash at the end. */
  gitHostUrl: string;
  grafanaUrl: string;
  /** Registry by its id: `ecr`, `ghcr`, `dockerhub`. */
  registries: Record<string, string>;
  crossplaneForm: 'namespaced' | 'claims';
  /** `owner/name` of the GitOps repository on the portal's git host. */
  gitopsRepo: string;
  /** The version of the Pod Security Standards that namespaces enforce: `v1.36`, or `latest`. */
  podSecurityVersion: string;
  /** Base images with digest, by use. */
  images: Record<string, string>;
  /** Pinned actions of GitHub, by use. */
  actions: Record<string, string>;
}

/** @public */
export const DEFAULT_REGISTRIES: Readonly<Record<string, string>> = {
  ecr: 'registry.notes.example/ecr',
  ghcr: 'ghcr.io',
  dockerhub: 'docker.io',
};

/** @public */
export const DEFAULT_GRAFANA_URL = 'https://grafana.notes.example';

/** @public */
export const DEFAULT_GITOPS_REPO = 'platform/gitops';

/**
 * The version that the templates are proved against.
 *
 * A pinned version means that an upgrade of a cluster refuses no pod that ran before it; `latest` would.
 * A cluster that does not know the version yet takes the newest that it knows.
 *
 * @public
 */
export const DEFAULT_POD_SECURITY_VERSION = 'v1.36';
