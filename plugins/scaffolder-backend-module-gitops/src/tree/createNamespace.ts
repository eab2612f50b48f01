import { describeCostLabels } from './describeLabels';
import type { Environment } from './environments';
import type { GitOpsSettings, ServiceApplication } from './ServiceApplication';
import { toYaml } from './toYaml';

/** The namespace of a system in one environment, as a file. */
export function createNamespace(
  service: ServiceApplication,
  environment: Environment,
  { podSecurityVersion }: Pick<GitOpsSettings, 'podSecurityVersion'>,
): string {
  const name = service.namespaces[environment];
  return toYaml({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/part-of': service.systemName,
        'app.kubernetes.io/managed-by': 'argocd',
        'platform.notes.dev/managed': 'true',
        ...describeCostLabels(service, environment),
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': podSecurityVersion,
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
      annotations: {
        // With a namespace goes everything in it, so no sync may take it.
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'argocd.argoproj.io/sync-wave': '-10',
      },
    },
  });
}
