import { ANNOTATION_KUBERNETES_AUTH_PROVIDER } from '@backstage/plugin-kubernetes-common';
import { AuthMetadata } from '@backstage/plugin-kubernetes-node';

const CONTEXT = 'notes.dev/kubeconfig-context';

/**
 * Metadata of a cluster whose credentials come from a context of a kubeconfig.
 *
 * The browser only knows the stock providers; `serviceAccount` is the one whose
 * credentials never leave the server. The token is a placeholder that stops
 * the stock code from taking the account of the pod the portal runs in.
 */
export function toContextMetadata(context: string): AuthMetadata {
  return {
    [ANNOTATION_KUBERNETES_AUTH_PROVIDER]: 'serviceAccount',
    serviceAccountToken: 'taken-from-the-kubeconfig',
    [CONTEXT]: context,
  };
}

/** The context a cluster came from, or undefined when it came from elsewhere. */
export function getContext(metadata: AuthMetadata): string | undefined {
  return metadata[CONTEXT];
}
