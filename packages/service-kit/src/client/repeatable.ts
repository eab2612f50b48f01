import type { ClientRequest, ClientResponse } from './HttpClient.ts';

/** RFC 9110: sending these again has no further effect. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
/** The other side, or what stands before it, says that the next attempt may go better. */
const PASSING = new Set([429, 502, 503, 504]);

export function isRepeatable(request: ClientRequest): boolean {
  if (request.idempotent !== undefined) return request.idempotent;
  const named = Object.keys(request.headers ?? {}).some(
    name => name.toLowerCase() === 'idempotency-key',
  );
  return named || IDEMPOTENT.has(request.method ?? 'GET');
}

/** How long to wait before the request is worth repeating; undefined when it is not. */
export function retryAfterOf({
  headers,
  status,
}: ClientResponse): number | undefined {
  if (!PASSING.has(status)) return undefined;
  const given = headers['retry-after'];
  const seconds = typeof given === 'string' ? Number(given) : 0;
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}
