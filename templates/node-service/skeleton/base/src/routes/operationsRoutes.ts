import { Router } from 'express';
import type { OpenApiDocument } from '../http/openapi.ts';
import { Problem } from '../http/problem.ts';
import { setRoute } from '../http/setRoute.ts';
import type { Metrics } from '../metrics.ts';
import type { Readiness } from '../readiness.ts';

interface OperationsRoutesOptions {
  readonly document: OpenApiDocument;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
}

/** What the platform asks: is the process alive, should it get traffic, how does it do, what can it. */
export function operationsRoutes(options: OperationsRoutesOptions): Router {
  const { document, metrics, readiness } = options;
  const router = Router();

  // Liveness looks at nothing but the process: a restart does not repair a lost store.
  router.get(['/health', '/health/live'], (request, response) => {
    setRoute(request, response, '/health');
    response.json({ status: 'ok' });
  });

  router.get(['/ready', '/health/ready'], async (request, response) => {
    setRoute(request, response, '/ready');
    const { status, checks } = await readiness.report();
    if (status !== 'ready') throw notReady(status, checks);
    response.json({ status });
  });

  router.get('/metrics', async (request, response) => {
    setRoute(request, response, '/metrics');
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  router.get('/openapi.json', (request, response) => {
    setRoute(request, response, '/openapi.json');
    response.json(document);
  });

  return router;
}

/** Names the dependencies that fail, and never why: the reason is in the log. */
function notReady(status: string, checks: Readonly<Record<string, string>>): Problem {
  const failed = Object.keys(checks).filter((name) => checks[name] === 'failed');
  const detail = status === 'stopping' ? 'It is stopping.' : `No answer: ${failed.join(', ')}.`;
  return new Problem(503, detail, { title: 'not ready', expected: true });
}
