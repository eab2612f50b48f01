import { toForm } from '../buildClaim';
import type { Form } from '../generate/apiKinds';
import { KubernetesObject } from './KubernetesObject';

/** The composite that a control plane makes of a claim; in the namespaced form the claim is the composite. */
export function toComposite(
  claim: KubernetesObject,
  form: Form,
): KubernetesObject {
  if (form === 'namespaced') {
    return claim;
  }
  const { apiVersion, kind, metadata } = claim;
  const { name, namespace, labels } = metadata;
  const { writeConnectionSecretToRef: _own, ...spec } = toForm(
    claim.spec ?? {},
    form,
  );
  return {
    apiVersion,
    kind: `X${kind}`,
    metadata: {
      name: `${name}-q4w8z`,
      labels: {
        ...labels,
        'crossplane.io/claim-name': name ?? '',
        'crossplane.io/claim-namespace': namespace ?? '',
      },
    },
    spec: { ...spec, claimRef: { apiVersion, kind, name, namespace } },
  };
}
