import type { Request, RequestHandler, Response } from 'express';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Config } from './config.ts';
import { SERVICE_NAME } from './serviceName.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly observeRequests: RequestHandler;
}

/** The bounds that OpenTelemetry advises for durations in seconds, the same in every service. */
export const DURATION_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** OpenTelemetry's stable names, so that one dashboard and one set of alerts fit every service. */
export function createMetrics(config: Pick<Config, 'SERVICE_VERSION'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  describeService(registry, config.SERVICE_VERSION);
  return { registry, observeRequests: createRequestObserver(registry) };
}

function describeService(registry: Registry, version: string): void {
  const info = new Gauge({
    name: 'service_info',
    help: 'Which service and which version answers; always 1.',
    labelNames: ['service_name', 'service_version'],
    registers: [registry],
  });
  info.set({ service_name: SERVICE_NAME, service_version: version }, 1);
}

function createRequestObserver(registry: Registry): RequestHandler {
  const active = new Gauge({
    name: 'http_server_active_requests',
    help: 'Requests that are being answered.',
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP server requests.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });

  return (request: Request, response: Response, next: () => void) => {
    active.inc();
    const stop = duration.startTimer();
    response.once('close', () => {
      active.dec();
      stop({
        http_request_method: request.method,
        http_route: routeOf(response),
        http_response_status_code: String(response.statusCode),
      });
    });
    next();
  };
}

/** The route template, never the path itself: one label value for each path would grow without end. */
function routeOf(response: Response): string {
  const { route } = response.locals;
  return typeof route === 'string' ? route : 'unmatched';
}
