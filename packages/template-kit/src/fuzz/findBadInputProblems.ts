import fc from 'fast-check';
import { EmittedRepository } from '../repository';
import type { DryRunAnswer } from '../render';
import { findInjections } from './findInjections';
import { hostileText } from './hostileText';

/** The same inputs on every machine and every day. */
const SEED = 20261121;

/** What was tried, and what went wrong. */
export interface BadInputResult {
  refused: number;
  quoted: number;
  problems: string[];
}

/**
 * Types hostile text into one field after the other.
 *
 * It must be refused with the name of the field, or be nothing but text in what is made.
 *
 * @param options.plain values that are accepted; a field gets hostile text instead of its own
 * @param options.fields the fields that take text, and those with a list of choices
 */
export async function findBadInputProblems(options: {
  plain: Record<string, unknown>;
  fields: string[];
  runs: number;
  submit(values: Record<string, unknown>): Promise<DryRunAnswer>;
}): Promise<BadInputResult> {
  const { plain, fields, runs, submit } = options;
  const usual = toRepository(await submit(plain));
  const result: BadInputResult = { refused: 0, quoted: 0, problems: [] };
  const inputs = fc.sample(fc.tuple(fc.constantFrom(...fields), hostileText), {
    numRuns: runs,
    seed: SEED,
  });
  for (const [field, value] of inputs) {
    const answer = await submit({ ...plain, [field]: value });
    const where = `${field}: ${JSON.stringify(value)}`;
    if (answer.problem) {
      result.refused += 1;
      if (!answer.problem.includes(field)) {
        result.problems.push(
          `${where} is refused without the field: ${answer.problem}`,
        );
      }
      continue;
    }
    result.quoted += 1;
    const typed = { value, instead: String(plain[field] ?? '') };
    const found = findInjections(toRepository(answer), usual, typed);
    result.problems.push(...found.map(problem => `${where}: ${problem}`));
  }
  return result;
}

function toRepository({ files, problem }: DryRunAnswer): EmittedRepository {
  if (problem) throw new Error(`plain values are refused: ${problem}`);
  return new EmittedRepository(
    'fuzz',
    files.map(({ path, base64Content }) => [
      path,
      { content: Buffer.from(base64Content, 'base64'), executable: false },
    ]),
  );
}
