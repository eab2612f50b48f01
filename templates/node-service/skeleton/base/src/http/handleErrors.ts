import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ItemError } from '../domain/ItemError.ts';
import { Problem, sendProblem } from './problem.ts';

const STATUS_OF = { 'not-found': 404, 'invalid-cursor': 400, 'idempotency-conflict': 422 } as const;

/** The one place where failures become answers. What the caller did not cause is logged, not shown. */
export const handleErrors: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const problem = toProblem(error);
  if (isFailure(problem)) request.log.error({ err: error }, 'request failed');
  sendProblem(response, problem);
};

export const handleUnknownRoute: RequestHandler = (request, response) => {
  sendProblem(response, new Problem(404, `There is nothing at ${request.method} ${request.path}.`));
};

function isFailure({ options, status }: Problem): boolean {
  return status >= 500 && !options.expected;
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ItemError) return new Problem(STATUS_OF[error.reason], error.message);
  return clientProblem(error) ?? new Problem(500, 'The service could not answer this request.');
}

/** Express and its body parser mark what the caller did wrong with `status` and `expose`. */
function clientProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  return new Problem(status, CLIENT_ERRORS[status] ?? 'The request could not be understood.');
}

const CLIENT_ERRORS: Record<number, string> = {
  400: 'The request is not well-formed. Expected valid JSON and a valid path.',
  413: 'The request body is larger than this service accepts.',
  415: 'The content type or encoding of the request body is not supported.',
};
