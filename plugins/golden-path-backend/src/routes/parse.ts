import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Checks what came from outside; a problem names the field and what was expected. */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.map(issue =>
      issue.path.length > 0
        ? `${issue.path.join('.')}: ${issue.message}`
        : issue.message,
    );
    throw new InputError(problems.join('; '));
  }
  return result.data;
}

export const entityRefSchema = z
  .string()
  .max(300)
  .regex(
    /^[a-zA-Z]+:[^:/\s]+\/[^:/\s]+$/,
    'expected a full reference such as "template:default/node-service"',
  );

export const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected the hash of a plan');
