import { createRequire } from 'node:module';

/**
 * Loads the Kubernetes client when the first kubeconfig is read: it takes half
 * a second, which a portal without a cluster does not spend at start.
 *
 * It is required, not imported, because jest cannot follow a dynamic import;
 * Node loads an ES module either way.
 */
export function loadKubernetesClient(): typeof import('@kubernetes/client-node') {
  const load = createRequire(__filename);
  return load('@kubernetes/client-node');
}
