import { describeObject, type KubernetesObject } from '../client';
import { isPolicyRefusal } from './AdmissionPolicies';
import type { Findings } from './Findings';
import type { ProofContext } from './ProofContext';

/** Objects on which the policies of a repository show what they let through and what they do not. */
export interface Fixtures {
  pass: KubernetesObject[];
  /** Each breaks the rule that its name ends with. */
  fail: KubernetesObject[];
}

/** With the policies in force: what is right passes, and each mistake is refused for the rule it breaks. */
export async function judgeFixtures(
  { pass, fail }: Fixtures,
  policy: string,
  { findings, context }: { findings: Findings; context: ProofContext },
): Promise<void> {
  for (const object of pass) {
    const judgement = await context.cluster.dryRun(object);
    if (!judgement.accepted) {
      findings.add(
        `${describeObject(object)} must pass and is refused: ${judgement.reason}`,
        'fixtures/pass.yaml',
      );
    }
  }
  for (const object of fail) {
    const problem = await findFailProblem(object, policy, context);
    if (problem) findings.add(problem, 'fixtures/fail.yaml');
  }
}

async function findFailProblem(
  object: KubernetesObject,
  policy: string,
  { cluster }: ProofContext,
): Promise<string | undefined> {
  const name = String(object.metadata.name);
  const judgement = await cluster.dryRun(object);
  if (judgement.accepted) return `${describeObject(object)} is accepted`;
  const { reason } = judgement;
  const [, rule] = /denied request: ([a-z-]+): /.exec(reason) ?? [];
  return isPolicyRefusal(reason, policy) && rule && name.endsWith(`-${rule}`)
    ? undefined
    : `${describeObject(object)} is refused for another reason than its own: ${reason}`;
}
