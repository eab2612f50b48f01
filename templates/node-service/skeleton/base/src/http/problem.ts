import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';

export interface FieldError {
  /** Where the value stands: `body`, `query`, `path` or `header`. */
  readonly in: string;
  /** A JSON Pointer into the body, or the name of the parameter. */
  readonly field: string;
  readonly message: string;
}

/** A failure that the caller can understand and act on (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly errors: readonly FieldError[] | undefined;

  constructor(status: number, detail: string, errors?: readonly FieldError[]) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

export function sendProblem(response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[problem.status] ?? 'Error',
        status: problem.status,
        detail: problem.message,
        requestId: response.req.id,
        ...(problem.errors ? { errors: problem.errors } : {}),
      }),
    );
}
