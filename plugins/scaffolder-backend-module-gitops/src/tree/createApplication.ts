import type { JsonObject } from '@backstage/types';
import { describeCostLabels } from './describeLabels';
import { ARGOCD_NAMESPACE, paths, type Environment } from './environments';
import type { GitOpsSettings, ServiceApplication } from './ServiceApplication';
import { toYaml } from './toYaml';

const SYNC_OPTIONS = [
  'ServerSideApply=true',
  'ApplyOutOfSyncOnly=true',
  'PruneLast=true',
  'FailOnSharedResource=true',
  'RespectIgnoreDifferences=true',
];

/** The two places where Argo Rollouts keeps the weights of a canary. */
const CANARY_WEIGHTS: Record<string, JsonObject> = {
  sidecar: {
    group: 'networking.istio.io',
    kind: 'VirtualService',
    jqPathExpressions: ['.spec.http[].route[].weight'],
  },
  ambient: {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    jqPathExpressions: ['.spec.rules[].backendRefs[].weight'],
  },
};

/**
 * - `prepared`: what the service needs, such as its database; there is no image to run yet
 * - `released`: that, and the chart with the image of the environment
 */
export type Stage = 'prepared' | 'released';

/** The Argo CD Application of a service in one environment, as a file. */
export function createApplication(
  service: ServiceApplication,
  environment: Environment,
  settings: GitOpsSettings,
  stage: Stage = 'released',
): string {
  const weights = CANARY_WEIGHTS[service.canaryMesh];
  return toYaml({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: createMetadata(service, environment),
    spec: {
      project: service.project,
      destination: {
        server: settings.clusters[environment],
        namespace: service.namespaces[environment],
      },
      sources: createSources(service, environment, settings).slice(
        0,
        stage === 'prepared' ? 1 : undefined,
      ),
      syncPolicy: createSyncPolicy(environment),
      revisionHistoryLimit: 10,
      ...(weights && { ignoreDifferences: [weights] }),
    },
  });
}

function createMetadata(
  service: ServiceApplication,
  environment: Environment,
): JsonObject {
  return {
    name: `${service.name}-${environment}`,
    namespace: ARGOCD_NAMESPACE,
    labels: {
      'app.kubernetes.io/name': service.name,
      'app.kubernetes.io/instance': `${service.name}-${environment}`,
      'app.kubernetes.io/part-of': service.systemName,
      'app.kubernetes.io/managed-by': 'argocd',
      'backstage.io/kubernetes-id': service.name,
      ...describeCostLabels(service, environment),
      service: service.name,
    },
    // In production, removing the Application leaves what runs where it is.
    ...(environment !== 'prod' && {
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    }),
  };
}

function createSources(
  service: ServiceApplication,
  environment: Environment,
  settings: GitOpsSettings,
): JsonObject[] {
  const source = {
    repoURL: service.repoUrl,
    targetRevision:
      environment === 'prod' ? service.revision : service.defaultBranch,
  };
  return [
    { ...source, path: `${service.overlaysPath}/${environment}` },
    {
      ...source,
      path: service.chartPath,
      helm: {
        releaseName: service.name,
        valueFiles: [
          'values.yaml',
          `values-${environment}.yaml`,
          `$values/${paths.values(environment, service.name)}`,
        ],
      },
    },
    {
      repoURL: settings.gitopsUrl,
      targetRevision: settings.gitopsBranch,
      ref: 'values',
    },
  ];
}

function createSyncPolicy(environment: Environment): JsonObject {
  return {
    automated: {
      // In production a person starts the sync that deletes objects.
      prune: environment !== 'prod',
      selfHeal: true,
      allowEmpty: false,
    },
    retry: {
      limit: 5,
      backoff: { duration: '10s', factor: 2, maxDuration: '3m' },
    },
    syncOptions: SYNC_OPTIONS,
  };
}
