import { Router, type RequestHandler } from 'express';
import type { Registry } from 'prom-client';
import type { Readiness } from '../lifecycle/Readiness.ts';
import type { OpenApiDocument } from '../openapi/OpenApiDocument.ts';
import { Problem } from './Problem.ts';
import { setRoute } from './setRoute.ts';

export interface OperationsRoutesOptions {
  readonly document: OpenApiDocument;
  readonly registry: Registry;
  readonly readiness: Readiness;
}

const OURS = /^\/(health|ready|metrics|openapi\.json)/i;

/** What the platform asks: is the process alive, should it get traffic, how does it do, what can it. */
export function operationsRoutes(
  options: OperationsRoutesOptions,
): RequestHandler {
  const { document, readiness, registry } = options;
  const router = Router();

  // Liveness looks at nothing but the process: a restart does not repair a lost store.
  router.get(['/health', '/health/live'], (_request, response) => {
    setRoute(response, '/health');
    response.json({ status: 'ok' });
  });

  router.get(['/ready', '/health/ready'], async (_request, response) => {
    setRoute(response, '/ready');
    const { checks, status } = await readiness.report();
    if (status !== 'ready') throw notReady(status, checks);
    response.json({ status });
  });

  router.get('/metrics', async (_request, response) => {
    setRoute(response, '/metrics');
    response.type(registry.contentType).send(await registry.metrics());
  });

  const text = JSON.stringify(document);
  router.get('/openapi.json', (_request, response) => {
    setRoute(response, '/openapi.json');
    response.type('json').send(text);
  });

  // A look at the path spares every other request five routes.
  return (request, response, next) => {
    if (OURS.test(request.url)) router(request, response, next);
    else next();
  };
}

/** Names the dependencies that fail, and never why: the reason is in the log. */
function notReady(
  status: string,
  checks: Readonly<Record<string, string>>,
): Problem {
  const failed = Object.keys(checks).filter(name => checks[name] === 'failed');
  const detail =
    status === 'stopping'
      ? 'It is stopping.'
      : `No answer: ${failed.join(', ')}.`;
  return new Problem(503, detail, { title: 'not ready', expected: true });
}
