import { describeObject, type KubernetesObject } from '../client';
import { podOf, type Manifest, type Pod } from '../emitted';

/** Pods must run as an account that the same chart creates: another service's account would have its rights. */
export function findAccountProblems(manifests: Manifest[]): string[] {
  return manifests.flatMap(({ object, place }) => {
    const pod = object.kind === 'Pod' ? (object as Pod) : podOf(object);
    if (!pod) return [];
    const account = pod.spec.serviceAccountName ?? 'default';
    const created = manifests.some(
      each => each.place === place && isAccount(each.object, account, object),
    );
    return created
      ? []
      : [
          `${describeObject(object)} runs as service account "${account}", which its chart does not create`,
        ];
  });
}

function isAccount(
  { kind, metadata }: KubernetesObject,
  name: string,
  { metadata: { namespace } }: KubernetesObject,
): boolean {
  return (
    kind === 'ServiceAccount' &&
    metadata.name === name &&
    metadata.namespace === namespace
  );
}
