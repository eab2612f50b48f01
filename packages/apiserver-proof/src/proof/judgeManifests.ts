import { mapLimited } from '@notes/template-kit/src/cli/mapLimited';
import { describeObject, type KubernetesObject } from '../client';
import { podOf, type EmittedManifests } from '../emitted';
import { isTelling } from './knownWarnings';
import { isFoundation } from './ObjectJudge';
import type { Findings } from './Findings';
import type { ProofContext } from './ProofContext';

const AT_ONCE = 8;

/** How many objects and pods were judged, and what could not be. */
export interface Tally {
  objects: number;
  pods: number;
  /** Reason, and how many objects it holds for. */
  unknown: Map<string, number>;
}

/** Asks about every object of some combinations, and about the pod of every workload. */
export async function judgeManifests(
  emitted: EmittedManifests[],
  options: {
    context: ProofContext;
    findings: Findings;
    tally: Tally;
    policies: string;
  },
): Promise<void> {
  const all = emitted.flatMap(({ combination, manifests }) =>
    manifests.map(({ object, place }) => ({
      object,
      place: `${combination}, ${place}`,
    })),
  );
  // Pods cannot run as an account that is not there yet.
  for (const isTurn of [
    isFoundation,
    (each: KubernetesObject) => !isFoundation(each),
  ]) {
    await mapLimited(
      all.filter(({ object }) => isTurn(object)),
      each => judgeOne(each, options),
      AT_ONCE,
    );
  }
}

async function judgeOne(
  { object, place }: { object: KubernetesObject; place: string },
  {
    context: { judge, whyUnknown },
    findings,
    tally,
    policies,
  }: Parameters<typeof judgeManifests>[1],
): Promise<void> {
  const reason = whyUnknown(object.apiVersion);
  if (reason) {
    tally.unknown.set(reason, (tally.unknown.get(reason) ?? 0) + 1);
    return;
  }
  const pod = podOf(object);
  tally.objects += 1;
  tally.pods += pod ? 1 : 0;
  for (const asked of pod ? [object, pod] : [object]) {
    const judgement = await judge.judge(asked, policies);
    const what = describeObject(asked);
    if (!judgement.accepted) {
      findings.add(`${what} is refused: ${judgement.reason}`, place);
    } else {
      for (const warning of judgement.warnings.filter(isTelling)) {
        findings.add(`${what} is accepted with a warning: ${warning}`, place);
      }
    }
  }
}
