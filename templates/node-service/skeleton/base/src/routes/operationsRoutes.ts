import { Router } from 'express';
import type { OpenApiDocument } from '../http/openapi.ts';
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
  router.get('/health', (_request, response) => {
    response.locals.route = '/health';
    response.json({ status: 'ok' });
  });

  router.get('/ready', async (_request, response) => {
    response.locals.route = '/ready';
    const report = await readiness.report();
    response.status(report.status === 'ready' ? 200 : 503).json(report);
  });

  router.get('/metrics', async (_request, response) => {
    response.locals.route = '/metrics';
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  router.get('/openapi.json', (_request, response) => {
    response.locals.route = '/openapi.json';
    response.json(document);
  });

  return router;
}
