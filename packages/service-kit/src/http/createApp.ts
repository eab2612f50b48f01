import express, { type Express, type Router } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { CommonConfig } from '../config/settings.ts';
import type { Authenticate } from '../identity/createAuthenticator.ts';
import type { Readiness } from '../lifecycle/Readiness.ts';
import { mountOperations } from '../openapi/mountOperations.ts';
import type { Handler } from '../openapi/Handler.ts';
import type { OpenApiDocument } from '../openapi/OpenApiDocument.ts';
import { handleErrors, handleUnknownRoute } from './handleErrors.ts';
import { observeRequests } from './observeRequests.ts';
import { operationsRoutes } from './operationsRoutes.ts';
import { securityHeaders } from './securityHeaders.ts';

export interface AppOptions {
  readonly config: Pick<
    CommonConfig,
    'NODE_ENV' | 'TRUST_PROXY_HOPS' | 'BODY_LIMIT_BYTES'
  >;
  readonly logger: Logger;
  readonly metrics: { readonly registry: Registry };
  readonly readiness: Readiness;
  readonly document: OpenApiDocument;
  readonly authenticate: Authenticate;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Pages, uploads and proxies; they come before the operations and see the body unread. */
  readonly routers?: readonly Router[];
}

export function createApp(options: AppOptions): Express {
  const { config, document, logger, metrics, readiness } = options;
  const { registry } = metrics;
  const app = express();
  app.set('trust proxy', config.TRUST_PROXY_HOPS);
  app.set('query parser', 'simple');
  // Operations that have versions make their own ETag; a hash of every answer would only cost time.
  app.set('etag', false);
  app.disable('x-powered-by');

  app.use(observeRequests(logger, registry));
  app.use(securityHeaders());
  app.use(operationsRoutes({ document, readiness, registry }));
  for (const router of options.routers ?? []) app.use(router);
  mountOperations({
    router: app,
    document,
    handlers: options.handlers,
    authenticate: options.authenticate,
    bodyLimit: config.BODY_LIMIT_BYTES,
    checkAnswers: config.NODE_ENV === 'test',
  });
  app.use(handleUnknownRoute);
  app.use(handleErrors(logger));
  return app;
}
