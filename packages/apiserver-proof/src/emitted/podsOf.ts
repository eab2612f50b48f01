import type { KubernetesObject } from '../client';

interface PodTemplate {
  metadata?: KubernetesObject['metadata'];
  spec: PodSpec;
}

/** The part of a pod that the proofs look at. */
export interface PodSpec {
  serviceAccountName?: string;
  containers: Record<string, unknown>[];
  [field: string]: unknown;
}

/** A pod as the API server gets it. */
export interface Pod extends KubernetesObject {
  spec: PodSpec;
}

interface WorkloadSpec {
  template?: PodTemplate;
  jobTemplate?: { spec: { template: PodTemplate } };
}

/** The pod that a controller would make for a workload: of a Deployment, a Job, a CronJob, a Rollout. */
export function podOf(workload: KubernetesObject): Pod | undefined {
  const { template, jobTemplate } = (workload.spec ?? {}) as WorkloadSpec;
  const found = template ?? jobTemplate?.spec.template;
  // A Service of Knative and others have a template too; only one with containers is of pods.
  if (!found?.spec?.containers) return undefined;
  const { name, namespace } = workload.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...found.metadata, generateName: `${name}-`, namespace },
    spec: found.spec,
  };
}
