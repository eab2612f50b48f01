import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { choiceSchema } from '../model/ParameterModel';
import { EmittedRepository } from '../repository';

const mutationSchema = z.strictObject({
  /** What is broken, as a sentence without a full stop. */
  defect: z.string().min(1),
  /** For which types of templates a shared defect is meant, such as `service`. */
  types: z.array(z.string().min(1)).default(['service']),
  /** The combination to break; the template's first choices where nothing is said. */
  combination: z.record(z.string(), choiceSchema).default({}),
  /** The file to break, as a regular expression that fits exactly one path. */
  file: z.string().min(1),
  /** Text of the file that is replaced at its first place; absent when the whole file is removed. */
  find: z.string().min(1).optional(),
  replace: z.string().optional(),
  /** The permission to run the file, instead of a change of its text. */
  takeAway: z.literal('executable').optional(),
  /** The checkers of which at least one must find it. */
  caughtBy: z.array(z.string().min(1)).min(1),
});

/** A seeded defect. A kit that passes a broken template is broken. */
export type Mutation = z.infer<typeof mutationSchema>;

/** Reads `tests/mutations.yaml`; each problem names file, entry, field and accepted form. */
export function readMutations(file: string): Mutation[] {
  if (!existsSync(file)) return [];
  const result = z
    .array(mutationSchema)
    .safeParse(parse(readFileSync(file, 'utf8')) ?? []);
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new Error(`${file}: ${problems.join('; ')}`);
  }
  return result.data;
}

/** Breaks a repository. A mutation that changes nothing is an error, because it would prove nothing. */
export function applyMutation(
  { defect, file, find, replace, takeAway }: Mutation,
  repository: EmittedRepository,
): EmittedRepository {
  const paths = repository.paths(new RegExp(file));
  if (paths.length !== 1) {
    throw new Error(
      `"${defect}": ${file} fits ${paths.length} files of ${repository.name}, not one${paths.length ? `: ${paths.slice(0, 5).join(', ')}` : ''}`,
    );
  }
  const [path] = paths;
  const name = `${repository.name}, broken`;
  if (takeAway) return repository.withMode(path, false, name);
  if (find === undefined) return repository.without(path, name);
  const text = repository.text(path);
  if (!text.includes(find) || find === replace) {
    throw new Error(
      `"${defect}": ${path} does not hold ${JSON.stringify(find)}`,
    );
  }
  return repository.withText(
    path,
    text.replace(find, () => replace ?? ''),
    name,
  );
}
