import type { KubernetesObject } from '../client';
import type { Pod } from '../emitted';

/** A mistake in something that was accepted. A proof that accepts it too is blind. */
export interface SeededDefect {
  defect: string;
  /** The kind that is broken; `Pod` is the pod of the first workload. */
  kind: string;
  break: (object: KubernetesObject) => void;
  /** What the API server says of it. */
  refusal: RegExp;
}

const podSpec = (object: KubernetesObject) => (object as Pod).spec;
const container = (object: KubernetesObject) => podSpec(object).containers[0];

export const SEEDED_DEFECTS: SeededDefect[] = [
  {
    defect: 'a misspelt field',
    kind: 'Pod',
    break: object => {
      container(object).imagePullpolicy = 'Always';
    },
    refusal: /unknown field "spec\.containers\[0\]\.imagePullpolicy"/,
  },
  {
    defect: 'a privileged container',
    kind: 'Pod',
    break: object => {
      container(object).securityContext = { privileged: true };
    },
    refusal: /violates PodSecurity "restricted:v1\.36": privileged/,
  },
  {
    defect: 'a pod in the network of its node',
    kind: 'Pod',
    break: object => {
      podSpec(object).hostNetwork = true;
      // With a user namespace the API server would refuse the pair before it looks at Pod Security.
      delete podSpec(object).hostUsers;
    },
    refusal: /violates PodSecurity "restricted:v1\.36": host namespaces/,
  },
  {
    defect: 'a pod that runs as root',
    kind: 'Pod',
    break: object => {
      podSpec(object).securityContext = {
        runAsUser: 0,
        seccompProfile: { type: 'RuntimeDefault' },
      };
    },
    refusal: /violates PodSecurity "restricted:v1\.36".*runAs/,
  },
  {
    defect: 'an account that is not there',
    kind: 'Pod',
    break: object => {
      podSpec(object).serviceAccountName = 'nobody';
    },
    refusal: /serviceaccount "nobody" not found/,
  },
  {
    defect: 'a version that is gone',
    kind: 'Deployment',
    break: object => {
      object.apiVersion = 'apps/v1beta1';
    },
    refusal: /no matches for kind "Deployment" in version "apps\/v1beta1"/,
  },
  {
    defect: 'a label of 64 characters',
    kind: 'Service',
    break: object => {
      object.metadata.labels = { team: 'x'.repeat(64) };
    },
    refusal: /must be no more than 63/,
  },
  {
    defect: 'a number where a text belongs',
    kind: 'ServiceMonitor',
    break: object => {
      (object.spec as { endpoints: object[] }).endpoints = [{ interval: 30 }];
    },
    refusal: /spec\.endpoints\[0\]\.interval.*must be of type string/,
  },
  {
    defect: 'a field of the cloud in a claim',
    kind: 'PostgreSQLInstance',
    break: object => {
      (object.spec as Record<string, unknown>).instanceClass = 'db.t3.micro';
    },
    refusal: /unknown field "spec\.instanceClass"/,
  },
  {
    defect: 'an Application without a project',
    kind: 'Application',
    break: object => {
      delete (object.spec as Record<string, unknown>).project;
    },
    refusal: /spec\.project: Required value/,
  },
];
