import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { dependencyFailureOf } from '../data/dependencyFailure.ts';
import type { AnswerChecker } from '../openapi/checkAnswer.ts';
import { OutageLog } from './OutageLog.ts';
import { Problem } from './Problem.ts';
import { PROBLEM_TYPE, problemBody, sendProblem } from './sendProblem.ts';

/** The one place where failures become answers. What the caller did not cause is logged, not shown. */
export function handleErrors(logger: Logger): ErrorRequestHandler {
  const outages = new OutageLog(logger);
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      logger.error({ err: error }, 'request failed after its answer began');
      // Express ends the connection, so that nobody takes half an answer for a whole one.
      next(error);
      return;
    }
    const problem = documented(response, toProblem(error));
    if (problem instanceof DependencyProblem)
      outages.add(problem.reason, error);
    else if (isFailure(problem)) logger.error({ err: error }, 'request failed');
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
    dependencyProblem(error) ??
    new Problem(500, 'The service could not answer this request.')
  );
}

/** Clients may try again: nothing is wrong with what they sent, and nothing says which part is away. */
class DependencyProblem extends Problem {
  readonly reason: string;

  constructor(detail: string, reason: string, cause: unknown) {
    super(503, detail, {
      headers: { 'Retry-After': RETRY_AFTER_SECONDS },
      cause,
    });
    this.reason = reason;
  }
}

function dependencyProblem(error: unknown): Problem | undefined {
  const failure = dependencyFailureOf(error);
  if (!failure) return undefined;
  const { fault, reason } = failure;
  return new DependencyProblem(DEPENDENCY_DETAILS[fault], reason, error);
}

const RETRY_AFTER_SECONDS = '5';
const DEPENDENCY_DETAILS = {
  away: 'The service cannot reach what it needs to answer now. Try again later.',
  slow: 'The answer took longer than the service allows. Try again later.',
};

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
