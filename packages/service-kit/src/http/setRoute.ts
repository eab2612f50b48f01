import { trace } from '@opentelemetry/api';
import type { Response } from 'express';

/** Names the request by its route template in metrics and traces; a path would be a new name every time. */
export function setRoute(response: Response, route: string): void {
  response.locals.route = route;
  trace
    .getActiveSpan()
    ?.updateName(`${response.req.method} ${route}`)
    .setAttribute('http.route', route);
}

export function routeOf(response: Response): string {
  const route: unknown = response.locals.route;
  return typeof route === 'string' ? route : 'unmatched';
}
