import { trace } from '@opentelemetry/api';
import type { Request, Response } from 'express';

/** Names the request by its route template in metrics and traces; a path would be a new name every time. */
export function setRoute(request: Request, response: Response, route: string): void {
  response.locals.route = route;
  trace.getActiveSpan()?.updateName(`${request.method} ${route}`).setAttribute('http.route', route);
}
