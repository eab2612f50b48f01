import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';

export interface FieldError {
  /** Where the value stands: `body`, `query`, `path` or `header`. */
  readonly in: string;
  /** A JSON Pointer into the body, or the name of the parameter. */
  readonly field: string;
  readonly message: string;
}

export interface ProblemOptions {
  /** Which values are wrong, each by its place. */
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the words that HTTP has for the status. */
  readonly title?: string;
  /** A 5xx answer that tells a known state and is no failure to look into. */
  readonly expected?: boolean;
}

/** A failure that the caller can understand and act on (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly options: ProblemOptions;

  constructor(status: number, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.status = status;
    this.options = options;
  }
}

export function sendProblem(response: Response, problem: Problem): void {
  const { errors, headers = {}, title } = problem.options;
  response
    .status(problem.status)
    .set(headers)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: title ?? STATUS_CODES[problem.status] ?? 'Error',
        status: problem.status,
        detail: problem.message,
        requestId: response.req.id,
        ...(errors ? { errors } : {}),
      }),
    );
}
