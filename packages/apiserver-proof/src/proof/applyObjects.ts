import { describeObject, type Cluster, type KubernetesObject } from '../client';
import { isAdmission } from './AdmissionPolicies';
import { isFoundation } from './ObjectJudge';
import { prepareNamespaces } from './prepareNamespaces';

/** Helm makes these when somebody asks for a test, and takes them away again. */
const isTest = ({ metadata }: KubernetesObject) =>
  metadata.annotations?.['helm.sh/hook'] === 'test';

/** Puts objects into a cluster to stay, in the order in which they need each other. */
export async function applyObjects(
  cluster: Cluster,
  objects: KubernetesObject[],
): Promise<{ count: number; refused: string[] }> {
  const kept = objects.filter(object => !isTest(object));
  const refused: string[] = [];
  await prepareNamespaces(cluster, kept);
  const ordered = [
    ...kept.filter(isFoundation),
    ...kept.filter(isAdmission),
    ...kept.filter(object => !isFoundation(object) && !isAdmission(object)),
  ];
  for (const object of ordered) {
    const judgement = await cluster.apply(object);
    if (!judgement.accepted) {
      refused.push(`${describeObject(object)}: ${judgement.reason}`);
    }
  }
  return { count: ordered.length - refused.length, refused };
}
