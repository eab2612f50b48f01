import type { KubernetesObject } from '../client';

/** One object that a repository emits. */
export interface Manifest {
  object: KubernetesObject;
  /** The environment it is for, or the file it stands in. */
  place: string;
}

/** What one combination of a template's parameters emits. */
export interface EmittedManifests {
  /** The combination, as people read it. */
  combination: string;
  manifests: Manifest[];
}

const WORKLOADS = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Rollout',
]);

/** Whether the API server would find pods in it, so that policies for workloads judge it. */
export function isWorkload({ kind }: KubernetesObject): boolean {
  return WORKLOADS.has(kind);
}
