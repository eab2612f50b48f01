import type { Router } from 'express';
import type { Logger } from 'pino';
import type { ConfigDefinition } from '../config/defineConfig.ts';
import type { CommonConfig } from '../config/settings.ts';
import type { Authenticate } from '../identity/createAuthenticator.ts';
import type { Clock } from '../lifecycle/Clock.ts';
import type { Lifecycle } from '../lifecycle/Lifecycle.ts';
import type { Readiness } from '../lifecycle/Readiness.ts';
import type { Metrics } from '../metrics/createMetrics.ts';
import type { Handler } from '../openapi/Handler.ts';
import type { OpenApiDocument } from '../openapi/OpenApiDocument.ts';

/** What a service is made with. */
export interface Parts<C> {
  readonly config: C;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly lifecycle: Lifecycle;
  readonly clock: Clock;
  /** Reads the identity of a request, for routers that are not operations. */
  readonly authenticate: Authenticate;
  readonly document: OpenApiDocument;
}

export interface ServiceApp {
  /** One handler for each operationId of openapi.yaml. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Pages, uploads and proxies; they come before the operations and see the body unread. */
  readonly routers?: readonly Router[];
}

export interface Service<C extends CommonConfig> {
  readonly name: string;
  readonly config: ConfigDefinition<C>;
  readonly openapi: URL;
  create(parts: Parts<C>): Promise<ServiceApp> | ServiceApp;
}

/** Says what a service is made of; `runService` and `startService` run it. */
export function defineService<C extends CommonConfig>(
  service: Service<C>,
): Service<C> {
  return service;
}
