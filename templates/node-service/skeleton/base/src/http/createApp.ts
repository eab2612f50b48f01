import express, { type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Readiness } from '../readiness.ts';
import { operationsRoutes } from '../routes/operationsRoutes.ts';
import { authenticate } from './authenticate.ts';
import { handleErrors, handleUnknownRoute } from './handleErrors.ts';
import { logRequests } from './logRequests.ts';
import { mountOperations, type OperationHandler } from './mountOperations.ts';
import type { OpenApiDocument } from './openapi.ts';
import { Problem } from './problem.ts';

export interface AppOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly document: OpenApiDocument;
  readonly handlers: Record<string, OperationHandler>;
}

export function createApp(options: AppOptions): Express {
  const { config, document, logger, metrics, readiness } = options;
  const app = express();
  app.set('trust proxy', config.TRUST_PROXY_HOPS);
  app.set('query parser', 'simple');

  app.use(helmet());
  app.use(logRequests(logger));
  app.use(metrics.observeRequests);
  app.use(operationsRoutes({ document, metrics, readiness }));
  app.use(limitRate(config.RATE_LIMIT_PER_MINUTE));
  app.use(authenticate(config, logger));
  app.use(express.json({ limit: config.BODY_LIMIT_BYTES }));
  app.use(mountOperations(document, options.handlers));
  app.use(handleUnknownRoute);
  app.use(handleErrors);
  return app;
}

/** Each replica counts for itself: the limit protects this process, a gateway enforces fairness. */
function limitRate(perMinute: number): express.RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) => {
      next(new Problem(429, `More than ${perMinute} requests in a minute. Try again later.`));
    },
  });
}
