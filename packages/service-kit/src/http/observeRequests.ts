import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { HttpServerMetrics } from '../metrics/HttpServerMetrics.ts';
import {
  continueTrace,
  currentScope,
  runInScope,
} from '../telemetry/requestScope.ts';
import { isProbe } from './probes.ts';
import { routeOf } from './setRoute.ts';

const REQUEST_ID = /^[\w.-]{8,64}$/;

/**
 * Gives each request its id and its place in a trace, measures it, and writes one line when it is answered.
 * One listener does all of it, because every request pays for every layer.
 */
export function observeRequests(
  logger: Logger,
  registry: Registry,
): RequestHandler {
  const metrics = new HttpServerMetrics(registry);
  return (request, response, next) => {
    const began = performance.now();
    const { headers, method, url } = request;
    const given = headers['x-request-id'];
    const requestId =
      typeof given === 'string' && REQUEST_ID.test(given)
        ? given
        : randomUUID();
    response.setHeader('x-request-id', requestId);
    const trace = continueTrace(headers.traceparent, headers.tracestate);
    metrics.begin();

    const scope = { requestId, trace };
    runInScope(scope, () => {
      response.once('close', () => {
        const seconds = (performance.now() - began) / 1_000;
        const route = routeOf(response);
        metrics.end({ method, route, seconds, status: response.statusCode });
        if (isProbe(url)) return;
        const answered = { method, url, seconds };
        // When the client leaves, the event comes from its connection and not from the request.
        if (currentScope() === scope) logAnswer(logger, response, answered);
        else
          runInScope(scope, () => {
            logAnswer(logger, response, answered);
          });
      });
      next();
    });
  };
}

interface Answered {
  readonly method: string;
  readonly url: string;
  readonly seconds: number;
}

function logAnswer(
  logger: Logger,
  response: Response,
  { method, seconds, url }: Answered,
): void {
  const { statusCode, writableFinished } = response;
  const fields = {
    req: { method, url: pathOf(url) },
    res: { statusCode },
    responseTime: Math.round(seconds * 1_000_000) / 1_000,
  };
  if (!writableFinished) logger.warn(fields, 'request aborted');
  // That something else is away has its own line; each request that it costs is a refusal.
  else if (statusCode >= 500 && statusCode !== 503)
    logger.error(fields, 'request failed');
  else if (statusCode >= 400) logger.warn(fields, 'request refused');
  else logger.info(fields, 'request completed');
}

/** Queries may carry what people search for and one-time codes; neither belongs in a log. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
