import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { choiceSchema } from './ParameterModel';

const oneOrMore = z
  .union([choiceSchema, z.array(choiceSchema)])
  .transform(value => (Array.isArray(value) ? value : [value]));

const kitSchema = z.strictObject({
  /** Values of the parameters that have no list of choices, such as names. */
  base: z.record(z.string(), z.unknown()).default({}),
  /** Parameters with choices that are kept at one value. */
  fixed: z.record(z.string(), choiceSchema).default({}),
  exclude: z
    .array(
      z.strictObject({
        when: z.record(z.string(), oneOrMore),
        reason: z.string().min(1),
      }),
    )
    .default([]),
  /** A repository that the template changes, made by another template; it is on the git host and in the catalog. */
  existing: z
    .strictObject({
      template: z.string().min(1),
      values: z.record(z.string(), z.unknown()),
    })
    .optional(),
  /** The parameters that change code: every two of their choices meet in what is built, the others are at first. */
  build: z.array(z.string()).default([]),
  /** More inputs that cheap checkers and formatters look at, such as the shortest name and the longest. */
  variants: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  /** Combinations whose whole output is kept as a golden snapshot, by name. */
  snapshots: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a name such as "all"'),
      z.record(z.string(), choiceSchema),
    )
    .default({}),
});

/** What `tests/kit.yaml` of a template says about testing it. */
export type KitFile = z.infer<typeof kitSchema>;

/** Reads `tests/kit.yaml`; each problem names file, field and accepted form. */
export function readKitFile(templateFolder: string): KitFile {
  const file = join(templateFolder, 'tests', 'kit.yaml');
  const data = existsSync(file)
    ? (parse(readFileSync(file, 'utf8')) ?? {})
    : {};
  const result = kitSchema.safeParse(data);
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    );
    throw new Error(`${file}: ${problems.join('; ')}`);
  }
  return result.data;
}
