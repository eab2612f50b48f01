/** An object as it stands in YAML; what is inside depends on its kind. */
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata: {
    name?: string;
    generateName?: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: Record<string, any>; // any: an object of any kind
  status?: Record<string, any>; // any: an object of any kind
  data?: Record<string, string>;
};
