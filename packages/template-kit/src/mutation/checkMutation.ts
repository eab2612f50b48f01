import type { Checker, CheckRun } from '../check';
import type { EmittedRepository } from '../repository';
import { applyMutation, type Mutation } from './Mutation';

/** Whether a seeded defect was found. */
export type MutationResult =
  | { state: 'caught'; by: string }
  | { state: 'missed'; reason: string }
  | { state: 'skipped'; reason: string };

/**
 * Breaks a repository and asks the checkers that must find it.
 *
 * @remarks
 * The sound repository is asked first: a checker that complains of it anyway would "catch" everything.
 */
export async function checkMutation(
  mutation: Mutation,
  repository: EmittedRepository,
  { checkers, run }: { checkers: Checker[]; run: CheckRun },
): Promise<MutationResult> {
  const broken = applyMutation(mutation, repository);
  const skipped: string[] = [];
  const missed: string[] = [];
  for (const id of mutation.caughtBy) {
    const checker = checkers.find(each => each.id === id);
    if (!checker) {
      throw new Error(
        `"${mutation.defect}": there is no checker "${id}": expected one of ${checkers.map(each => each.id).join(', ')}`,
      );
    }
    const sound = await run.check(checker, repository);
    const verdict = await run.check(checker, broken);
    if (verdict.state === 'skipped') {
      skipped.push(`${id}: ${verdict.reason}`);
    } else if (verdict.state === 'failed' && sound.state !== 'failed') {
      return { state: 'caught', by: id };
    } else {
      missed.push(
        sound.state === 'failed'
          ? `${id} complains without the defect too`
          : `${id} says ${verdict.state}`,
      );
    }
  }
  return missed.length > 0
    ? { state: 'missed', reason: missed.join('; ') }
    : { state: 'skipped', reason: skipped.join('; ') };
}
