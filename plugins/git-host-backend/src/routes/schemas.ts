import {
  describeBranchProblem,
  describePathProblem,
} from '@notes/plugin-git-host-common';
import { z } from 'zod';

/** A string that one of our validators accepts. */
function checked(describe: (value: string) => string | undefined) {
  return z.string().superRefine((value, context) => {
    const message = describe(value);
    if (message) {
      context.addIssue({ code: 'custom', message });
    }
  });
}

export const branchSchema = checked(describeBranchProblem);

export const pathSchema = checked(describePathProblem);

const fileSchema = z
  .object({
    path: pathSchema,
    content: z.string().optional(),
    encoding: z.enum(['utf8', 'base64']).optional(),
    executable: z.boolean().optional(),
  })
  .strict();

export const commitSchema = z
  .object({
    message: z.string().min(1).max(10_000),
    author: z
      .object({ name: z.string().max(200), email: z.string().max(200) })
      .optional(),
    files: z.array(fileSchema).min(1).max(5000),
  })
  .strict();

export const entityRefSchema = z
  .string()
  .regex(
    /^[a-z]+:[a-z0-9._-]+\/[A-Za-z0-9._-]+$/,
    "expected an entity reference such as 'group:default/notes-team'",
  );

export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.:/-]+$/, "expected letters, digits, '.', ':', '/', '_' and '-'");
