import type { KubernetesObject } from '../plans/readManifests';
import type { PlatformComposition } from './PlatformCompositions';

/** The composite that a control plane makes of a claim; in the namespaced form the claim is the composite. */
export function toComposite(
  claim: KubernetesObject,
  { compositeKind }: Pick<PlatformComposition, 'compositeKind'>,
): KubernetesObject {
  if (compositeKind === claim.kind) {
    return claim;
  }
  const { apiVersion, kind } = claim;
  const { name = '', namespace = '', labels } = claim.metadata ?? {};
  const { writeConnectionSecretToRef: _, ...spec } = (claim.spec ??
    {}) as Record<string, unknown>;
  return {
    apiVersion,
    kind: compositeKind,
    metadata: {
      // A control plane adds letters of its own choice.
      name: `${name}-xxxxx`,
      labels: {
        ...labels,
        'crossplane.io/claim-name': name,
        'crossplane.io/claim-namespace': namespace,
      },
    },
    spec: { ...spec, claimRef: { apiVersion, kind, name, namespace } },
  };
}
