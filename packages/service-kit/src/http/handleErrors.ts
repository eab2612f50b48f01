import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { AnswerChecker } from '../openapi/checkAnswer.ts';
import { Problem } from './Problem.ts';
import { PROBLEM_TYPE, problemBody, sendProblem } from './sendProblem.ts';

/** The one place where failures become answers. What the caller did not cause is logged, not shown. */
export function handleErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      logger.error({ err: error }, 'request failed after its answer began');
      // Express ends the connection, so that nobody takes half an answer for a whole one.
      next(error);
      return;
    }
    const problem = documented(response, toProblem(error));
    if (isFailure(problem)) logger.error({ err: error }, 'request failed');
    // A body that nobody has read would be taken for the next request of the connection.
    if (!request.complete) response.setHeader('connection', 'close');
    sendProblem(response, problem);
  };
}

export const handleUnknownRoute: RequestHandler = (request, response) => {
  const path = request.path.slice(0, 200);
  sendProblem(
    response,
    new Problem(404, `There is nothing at ${request.method} ${path}.`),
  );
};

function isFailure({ options, status }: Problem): boolean {
  return status >= 500 && !options.expected;
}

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return (
    clientProblem(error) ??
    new Problem(500, 'The service could not answer this request.')
  );
}

/** Express and its body parser mark what the caller did wrong with `status` and `expose`. */
function clientProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499)
    return undefined;
  return new Problem(
    status,
    CLIENT_ERRORS[status] ?? 'The request could not be understood.',
  );
}

const CLIENT_ERRORS: Record<number, string> = {
  400: 'The request is not well-formed. Expected a valid path and a complete body.',
  413: 'The request body is larger than this service accepts.',
  415: 'The content type or encoding of the request body is not supported.',
};

/** In tests, a refusal that openapi.yaml does not tell of is a fault of the service. */
function documented(response: Response, problem: Problem): Problem {
  const check = response.locals.checkAnswer as AnswerChecker | undefined;
  if (!check || problem.status >= 500) return problem;
  try {
    check({
      status: problem.status,
      headers: {
        ...problem.options.headers,
        'content-type': PROBLEM_TYPE,
      },
      body: problemBody(problem, ''),
    });
    return problem;
  } catch (error) {
    return toProblem(error);
  }
}
