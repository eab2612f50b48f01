import { z } from 'zod';
import { describeLibraryPathProblem } from './describeLibraryPathProblem';

const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

const libraryPath = z.string().superRefine((path, context) => {
  const problem = describeLibraryPathProblem(path);
  if (problem) {
    context.addIssue({ code: 'custom', message: problem });
  }
});

const layerSchema = z.strictObject({
  /** Folder below the library root. */
  from: libraryPath,
  /** Folder of the output that the layer is written to; may hold `${{ values.x }}`. */
  to: z.string().min(1).optional(),
  /** Expression over the values; the layer is used when it holds. */
  when: z.string().min(1).optional(),
  /** Files are copied as they are, neither their content nor their name is templated. */
  copy: z.boolean().optional(),
});

const constantSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
]);

/** What `golden-path.yaml` holds. */
export const manifestSchema = z.strictObject({
  apiVersion: z.literal('golden-path.notes.dev/v1'),
  kind: z.literal('GoldenPath'),
  version: z
    .string()
    .regex(SEMVER, 'expected a semantic version such as "1.0.0"'),
  language: z
    .string()
    .regex(/^[a-z][a-z0-9]*$/, 'expected a word such as "node" or "none"'),
  /** Constants added to the values; a parameter of the same name does not replace them. */
  values: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'expected a name such as "port"'),
      constantSchema,
    )
    .optional(),
  layers: z.array(layerSchema).min(1, 'expected at least one layer'),
  /** Globs of files that an upgrade never touches. */
  unmanaged: z.array(z.string().min(1)).optional(),
  approval: z.strictObject({ required: z.boolean() }).optional(),
});

/**
 * The manifest of a golden path: which layers of the library make up a repository.
 *
 * @public
 */
export type GoldenPathManifest = z.infer<typeof manifestSchema>;

/** One folder of the library that is written into the output. @public */
export type GoldenPathLayer = GoldenPathManifest['layers'][number];
