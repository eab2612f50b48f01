import { DEFAULT_POD_SECURITY_VERSION } from '@notes/plugin-golden-path-common';
import type { Cluster, KubernetesObject } from '../client';

/** A namespace in which the API server itself refuses every pod that is not "restricted". */
export function restrictedNamespace(name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version':
          DEFAULT_POD_SECURITY_VERSION,
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/warn-version': DEFAULT_POD_SECURITY_VERSION,
      },
    },
  };
}

/**
 * Makes the namespaces that objects stand in and that nothing emits, and the account that pods run as which name
 * none: without controllers, nobody else does.
 */
export async function prepareNamespaces(
  cluster: Cluster,
  objects: KubernetesObject[],
): Promise<void> {
  const emitted = new Set(
    objects
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => metadata.name),
  );
  const names = new Set(
    objects.map(({ metadata }) => metadata.namespace ?? 'default'),
  );
  for (const name of names) {
    if (name !== 'default' && !emitted.has(name)) {
      await cluster.require(restrictedNamespace(name));
    }
  }
}
