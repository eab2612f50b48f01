import type { PlanCheck, PlanFinding } from '@notes/plugin-golden-path-common';
import type { KubernetesObject } from '../plans/readManifests';

/** What is checked, and where it would run. */
export type Subject = { environment: string; object: KubernetesObject };

/** What a finding is about, for people. */
export function describe(
  environment: string,
  object: KubernetesObject,
): string {
  return `${environment}: ${object.kind}/${object.metadata?.name ?? ''}`;
}

/** The verdict of a check that ran; one that saw nothing did not. */
export function conclude(
  name: string,
  checked: number,
  findings: PlanFinding[],
): PlanCheck {
  if (checked === 0) {
    return notRun(name, 'there are no manifests to check', undefined);
  }
  const failed = findings.some(each => each.severity === 'error');
  return {
    name,
    state: failed ? 'failed' : 'passed',
    ...{ checked, findings, reason: undefined, fix: undefined },
  };
}

/** A check that could not run, and why: never taken for one that passed. */
export function notRun(
  name: string,
  reason: string,
  fix: string | undefined,
): PlanCheck {
  return { name, state: 'not-run', checked: 0, findings: [], reason, fix };
}
