import type { Environment } from './environments';

/** Everything that the GitOps repository has to know about one service. */
export interface ServiceApplication {
  name: string;
  /** The address for `git clone`. */
  repoUrl: string;
  defaultBranch: string;
  /** The commit that production starts from; releases move it on. */
  revision: string;
  chartPath: string;
  overlaysPath: string;
  /** Full entity references. */
  owner: string;
  system: string;
  systemName: string;
  /** The AppProject: one for each owner. */
  project: string;
  namespaces: Record<Environment, string>;
  costCenter: string;
  dataClassification: string;
  /** Whose traffic weights Argo Rollouts moves, if anybody's. */
  canaryMesh: 'none' | 'sidecar' | 'ambient';
}

/** What the GitOps repository says about itself, and what the platform says for it. */
export interface GitOpsSettings {
  /** Its own address for `git clone`. */
  gitopsUrl: string;
  gitopsBranch: string;
  /** The API server of each environment. */
  clusters: Record<Environment, string>;
  /** The version of the Pod Security Standards that namespaces enforce; decided by the platform. */
  podSecurityVersion: string;
}
