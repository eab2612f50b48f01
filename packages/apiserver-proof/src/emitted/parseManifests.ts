import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../client';

/** Reads the objects of a text of YAML; documents that are empty or no objects of Kubernetes are left out. */
export function parseManifests(
  text: string,
  place: string,
): KubernetesObject[] {
  return parseAllDocuments(text).flatMap(document => {
    const [problem] = document.errors;
    if (problem) throw new Error(`${place}: ${problem.message}`);
    const object = document.toJS() as KubernetesObject | null;
    return isObject(object) ? [object] : [];
  });
}

/** What looks like an object and is for another reader: the catalog, Kustomize, the command of Kyverno. */
const FOR_OTHERS = /(^|\.)(backstage\.io|config\.k8s\.io|cli\.kyverno\.io)\//;

function isObject(
  value: Partial<KubernetesObject> | null,
): value is KubernetesObject {
  const { apiVersion, kind, metadata } = value ?? {};
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata === 'object' &&
    !FOR_OTHERS.test(apiVersion)
  );
}
