/** Any object of Kubernetes. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name?: string;
    generateName?: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** `Deployment notes-dev/billing-service`, as people read it. */
export function describeObject({ kind, metadata }: KubernetesObject): string {
  const { name, generateName, namespace } = metadata;
  const own = name ?? `${generateName}…`;
  return `${kind} ${namespace ? `${namespace}/` : ''}${own}`;
}
