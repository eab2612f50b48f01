import type { JsonValue } from '@backstage/types';
import { z } from 'zod';

const sha = z
  .string()
  .regex(
    /^([0-9a-f]{40}|[0-9a-f]{64})$/,
    'expected the full id of a git object',
  );
const path = z
  .string()
  .min(1)
  .refine(
    text => !text.startsWith('/') && !text.split('/').includes('..'),
    'expected a path inside the repository',
  );
const json: z.ZodType<JsonValue> = z.json() as z.ZodType<JsonValue>;

/** What `.backstage/template.lock.yaml` holds. */
export const lockSchema = z.strictObject({
  version: z.literal(1),
  template: z.strictObject({
    ref: z
      .string()
      .regex(
        /^template:[^:/\s]+\/[^:/\s]+$/,
        'expected a reference such as "template:default/node-service"',
      ),
    url: z.url('expected the address of the repository of the template'),
    path,
    commit: sha.nullable(),
    dirTree: sha,
    /** Layers come from the shared folder as well, so a change there is drift, too. */
    sharedTree: sha.nullable(),
    version: z.string().min(1),
  }),
  renderer: z.strictObject({
    scaffolder: z.string().min(1),
    steps: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, 'expected "sha256:" and 64 digits'),
  }),
  /** Settings of the platform at that time: files hold addresses that follow from them. */
  platform: z.strictObject({
    platformBaseUrl: z.url(),
    gitHostUrl: z.url(),
    grafanaUrl: z.url(),
    registries: z.record(z.string(), z.string()),
    crossplaneForm: z.enum(['namespaced', 'claims']),
    gitopsRepo: z.string().min(1),
    /** Locks that were written before it was a setting do not have it. */
    podSecurityVersion: z.string().min(1).optional(),
  }),
  parameters: z.record(z.string(), json),
  omitted: z.array(z.string()),
  secretFiles: z.array(path),
  pending: z.record(z.string(), z.string()),
  render: z.strictObject({
    tree: sha,
    root: z.string().min(1),
    files: z.number().int().nonnegative(),
  }),
  scaffold: z.strictObject({ task: z.string(), commit: sha.nullable() }),
  unmanaged: z.array(z.string().min(1)),
  history: z.array(
    z.strictObject({
      to: z.string().min(1),
      pr: z.number().int().positive(),
      at: z.string().min(1),
    }),
  ),
});

/** Which template made a repository, from what, and what it was. @public */
export type TemplateLock = z.infer<typeof lockSchema>;

/** Where the lock lies. @public */
export const LOCK_PATH = '.backstage/template.lock.yaml';
