/** The environments of the GitOps repository, in the order of promotion. */
export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/**
 * Where a service's database, queues and image repository are made before its first release, which needs
 * them. The other environments cost nothing until something runs in them.
 */
export const FIRST_ENVIRONMENT = ENVIRONMENTS[0];

/** Where Argo CD itself runs, and where it looks for its own objects. */
export const ARGOCD_NAMESPACE = 'argocd';

export const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Where things lie in the GitOps repository. */
export const paths = {
  clusters: 'environments/clusters.yaml',
  project: (project: string) => `projects/${project}.yaml`,
  folder: (environment: Environment, folder: 'apps' | 'pending' | 'values') =>
    `environments/${environment}/${folder}`,
  /** Argo CD reads this folder. */
  application: (environment: Environment, name: string) =>
    `environments/${environment}/apps/${name}.yaml`,
  /** Nothing reads this folder: the first release moves the file to `apps`. */
  pending: (environment: Environment, name: string) =>
    `environments/${environment}/pending/${name}.yaml`,
  values: (environment: Environment, name: string) =>
    `environments/${environment}/values/${name}.yaml`,
  namespace: (environment: Environment, namespace: string) =>
    `environments/${environment}/namespaces/${namespace}.yaml`,
};

/** Every file of the GitOps repository that tells of one service. */
export function pathsOf(service: {
  name: string;
  project: string;
  namespaces: Record<Environment, string>;
}): string[] {
  return [
    paths.project(service.project),
    ...ENVIRONMENTS.flatMap(environment => [
      paths.application(environment, service.name),
      paths.pending(environment, service.name),
      paths.namespace(environment, service.namespaces[environment]),
    ]),
  ];
}
