import { randomUUID } from 'node:crypto';
import { pinoHttp, type HttpLogger } from 'pino-http';
import type { Logger } from '../logger.ts';

const REQUEST_ID = /^[\w.-]{8,64}$/;
const TRACE_ID = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;
const QUIET = new Set(['/health', '/ready', '/metrics']);

/** Gives each request an id, returns it as x-request-id, and writes one line when it is answered. */
export function logRequests(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
      response.setHeader('x-request-id', id);
      return id;
    },
    // Kubernetes asks these every few seconds; their answers are visible in the metrics.
    autoLogging: { ignore: (request) => QUIET.has(request.url ?? '') },
    customProps: (request) => {
      const trace = TRACE_ID.exec(request.headers.traceparent?.toString() ?? '')?.[1];
      return trace === undefined ? {} : { trace_id: trace };
    },
    customLogLevel: (_request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return response.statusCode >= 400 ? 'warn' : 'info';
    },
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        url,
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
}
