import { InputError } from '@backstage/errors';
import {
  describeOwnerProblem,
  describeRepositoryNameProblem,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import type { Request } from 'express';
import type { ZodType } from 'zod';

/** Reads `:owner/:name` of a route. */
export function parseId(request: Request): RepositoryId {
  const { owner, name } = request.params;
  const problem =
    describeOwnerProblem(owner) ?? describeRepositoryNameProblem(name);
  if (problem) {
    throw new InputError(problem);
  }
  return { owner, name };
}

/** Checks a value from outside, and names the field, the value and the form when it is wrong. */
export function parse<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map(issue => {
    const field = issue.path.join('.') || 'body';
    return `${field}: ${issue.message}`;
  });
  throw new InputError(`The request is not accepted. ${problems.join('; ')}`);
}
