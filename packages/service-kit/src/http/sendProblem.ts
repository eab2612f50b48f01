import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Problem } from './Problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** The members of RFC 9457, and the id under which the log has more. */
export function problemBody(
  problem: Problem,
  requestId: string,
): Record<string, unknown> {
  const { errors, extensions, title, type } = problem.options;
  return {
    ...extensions,
    type: type ?? 'about:blank',
    title: title ?? STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    requestId,
    ...(errors ? { errors } : {}),
  };
}

export function sendProblem(response: ServerResponse, problem: Problem): void {
  const id = response.getHeader('x-request-id');
  const body = problemBody(problem, typeof id === 'string' ? id : '');
  response.statusCode = problem.status;
  for (const [name, value] of Object.entries(problem.options.headers ?? {})) {
    response.setHeader(name, value);
  }
  response.setHeader('content-type', PROBLEM_TYPE);
  response.end(JSON.stringify(body));
}
