import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '@notes/service-kit';
import { METHODS } from '../domain/methods.ts';

const HEADERS = [
  ...['Authorization', 'Content-Type', 'If-Match', 'If-None-Match'],
  ...['Idempotency-Key', 'X-CSRF-Token', 'X-Request-ID', 'X-Notes-Canary'],
  ...['traceparent', 'tracestate'],
];
const EXPOSED = [
  ...['ETag', 'Location', 'Link', 'RateLimit', 'RateLimit-Policy'],
  ...['Retry-After', 'X-Request-ID', 'Content-Disposition'],
];
const KEEP_SECONDS = '7200';

/** Lets pages of the listed origins call the API, and no others. */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  constructor(origins: ReadonlySet<string>) {
    this.#origins = origins;
  }

  /** Set before anything can be refused, so that a page can read why. */
  setHeaders(request: IncomingMessage, response: ServerResponse): void {
    if (this.#origins.size === 0) return;
    // A cache must not give one origin what was made for another, also when this request names none.
    response.appendHeader('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !this.#origins.has(origin)) return;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-expose-headers', EXPOSED.join(', '));
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
  }

  /** Answers what a browser asks before a request; `answered` when it was such a question. */
  answerPreflight(
    request: IncomingMessage,
    response: ServerResponse,
  ): 'answered' | 'not asked' {
    const { headers, method } = request;
    const asked = headers['access-control-request-method'];
    if (method !== 'OPTIONS' || asked === undefined) return 'not asked';
    if (!this.#origins.has(headers.origin ?? '')) {
      throw new Problem(403, 'Pages of this origin may not call the API.');
    }
    response.appendHeader(
      'vary',
      'Access-Control-Request-Method, Access-Control-Request-Headers',
    );
    response.setHeader('access-control-allow-methods', [...METHODS].join(', '));
    response.setHeader('access-control-allow-headers', HEADERS.join(', '));
    response.setHeader('access-control-max-age', KEEP_SECONDS);
    response.statusCode = 204;
    response.end();
    return 'answered';
  }
}
