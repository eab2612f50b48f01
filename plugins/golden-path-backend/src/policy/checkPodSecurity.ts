import type { PlanFinding } from '@notes/plugin-golden-path-common';
import type { KubernetesObject } from '../plans/readManifests';

type Context = {
  runAsNonRoot?: boolean;
  runAsUser?: number;
  allowPrivilegeEscalation?: boolean;
  privileged?: boolean;
  capabilities?: { add?: string[]; drop?: string[] };
  seccompProfile?: { type?: string };
};
type Container = { name?: string; securityContext?: Context };
type PodSpec = {
  securityContext?: Context;
  containers?: Container[];
  initContainers?: Container[];
  ephemeralContainers?: Container[];
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  volumes?: { name?: string; hostPath?: unknown }[];
};

/** The level "restricted" of the Pod Security Standards, for every pod that an object makes. */
export function checkPodSecurity(
  object: KubernetesObject,
  subject: string,
): PlanFinding[] {
  const pod = podOf(object);
  if (!pod) {
    return [];
  }
  const find = (rule: string, message: string): PlanFinding => ({
    severity: 'error',
    ...{ rule, subject, message },
  });
  const findings: PlanFinding[] = [];
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC'] as const) {
    if (pod[key]) {
      findings.push(find('host-namespaces', `${key} is true`));
    }
  }
  for (const volume of pod.volumes ?? []) {
    if (volume.hostPath) {
      findings.push(
        find('volume-types', `volume "${volume.name}" is a hostPath`),
      );
    }
  }
  const containers = [
    ...(pod.initContainers ?? []),
    ...(pod.containers ?? []),
    ...(pod.ephemeralContainers ?? []),
  ];
  return [
    ...findings,
    ...containers.flatMap(container =>
      checkContainer(container, pod.securityContext ?? {}).map(
        ([rule, message]) =>
          find(rule, `container "${container.name}": ${message}`),
      ),
    ),
  ];
}

function checkContainer(
  { securityContext: own = {} }: Container,
  pod: Context,
): [rule: string, message: string][] {
  const seccomp = (own.seccompProfile ?? pod.seccompProfile)?.type;
  const added = (own.capabilities?.add ?? []).filter(
    each => each !== 'NET_BIND_SERVICE',
  );
  const problems: [boolean, string, string][] = [
    [
      (own.runAsNonRoot ?? pod.runAsNonRoot) !== true,
      'run-as-non-root',
      'runAsNonRoot is not true',
    ],
    [
      (own.runAsUser ?? pod.runAsUser) === 0,
      'run-as-non-root-user',
      'runAsUser is 0',
    ],
    [
      own.allowPrivilegeEscalation !== false,
      'privilege-escalation',
      'allowPrivilegeEscalation is not false',
    ],
    [own.privileged === true, 'privileged', 'privileged is true'],
    [
      !own.capabilities?.drop?.includes('ALL'),
      'capabilities',
      'capabilities.drop does not hold ALL',
    ],
    [added.length > 0, 'capabilities', `capabilities.add holds ${added}`],
    [
      seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost',
      'seccomp',
      'seccompProfile.type is neither RuntimeDefault nor Localhost',
    ],
  ];
  return problems
    .filter(([wrong]) => wrong)
    .map(([, rule, message]) => [rule, message]);
}

/** The pod that an object makes, if it makes one. */
export function podOf(object: KubernetesObject): PodSpec | undefined {
  const spec = object.spec as
    | {
        template?: { spec?: PodSpec };
        jobTemplate?: { spec?: { template?: { spec?: PodSpec } } };
      }
    | undefined;
  switch (object.kind) {
    case 'Pod':
      return object.spec as PodSpec;
    case 'CronJob':
      return spec?.jobTemplate?.spec?.template?.spec;
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
    case 'Rollout':
      return spec?.template?.spec;
    default:
      return undefined;
  }
}
