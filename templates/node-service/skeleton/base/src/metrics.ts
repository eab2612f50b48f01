import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Request, RequestHandler, Response } from 'express';

export interface Metrics {
  readonly registry: Registry;
  readonly observeRequests: RequestHandler;
}

/** OpenTelemetry's stable name for this metric, so that dashboards and alerts fit every service. */
const REQUEST_DURATION = 'http_server_request_duration_seconds';
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: REQUEST_DURATION,
    help: 'Duration of HTTP server requests.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: BUCKETS,
    registers: [registry],
  });

  function observeRequests(request: Request, response: Response, next: () => void): void {
    const stop = duration.startTimer();
    response.once('close', () => {
      stop({
        http_request_method: request.method,
        http_route: routeOf(response),
        http_response_status_code: String(response.statusCode),
      });
    });
    next();
  }

  return { registry, observeRequests };
}

/** The route template, never the path itself: one label value for each path would grow without end. */
function routeOf(response: Response): string {
  const { route } = response.locals;
  return typeof route === 'string' ? route : 'unmatched';
}
