import type {
  PlanCheck,
  PlanEnvironment,
  PlanFinding,
  PlanPolicy,
} from '@notes/plugin-golden-path-common';
import { readManifest, type KubernetesObject } from '../plans/readManifests';
import { TOOLS_FIX, type ToolBox } from '../tools/ToolBox';
import { checkImages } from './checkImages';
import { checkLabels } from './checkLabels';
import { conclude, describe, notRun, type Subject } from './conclude';
import { checkPodSecurity } from './checkPodSecurity';
import { runConftest } from './runConftest';

/** Checks what would run, and says of each check whether it ran. */
export async function checkPolicies(
  tools: ToolBox,
  options: {
    folder: string;
    home: string;
    environments: PlanEnvironment[];
    ownImage: string | undefined;
  },
): Promise<PlanPolicy> {
  const { environments, ownImage } = options;
  const subjects = environments.flatMap(listSubjects);
  const missing = environments.filter(
    each => each.manifests.state !== 'available',
  );
  const own = (
    name: string,
    check: (object: KubernetesObject, subject: string) => PlanFinding[],
  ): PlanCheck => {
    if (missing.length > 0) {
      return notRun(
        name,
        `the manifests of ${missing.map(each => each.name).join(', ')} are not rendered`,
        TOOLS_FIX,
      );
    }
    const findings = subjects.flatMap(({ environment, object }) =>
      check(object, describe(environment, object)),
    );
    return conclude(name, subjects.length, findings);
  };
  const checks = [
    own('Pod Security Standards, restricted', checkPodSecurity),
    own('Labels', checkLabels),
    own('Images by digest', (object, subject) =>
      checkImages(object, subject, ownImage),
    ),
    await runConftest(tools, { ...options, subjects }),
  ];
  return { verdict: conclusionOf(checks), checks };
}

function conclusionOf(checks: PlanCheck[]): PlanPolicy['verdict'] {
  if (checks.some(check => check.state === 'failed')) {
    return 'fail';
  }
  return checks.some(check => check.state === 'not-run')
    ? 'incomplete'
    : 'pass';
}

function listSubjects(environment: PlanEnvironment): Subject[] {
  return environment.manifests.state === 'available'
    ? environment.manifests.data.flatMap(manifest =>
        readManifest(manifest).map(object => ({
          environment: environment.name,
          object,
        })),
      )
    : [];
}
