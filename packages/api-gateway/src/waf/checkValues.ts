import { pathOf } from './checkHead.ts';
import { freeTextOf } from './freeText.ts';
import type { Match, RequestHead } from './Match.ts';
import { normalise } from './normalise.ts';
import { ruleMatching } from './patterns.ts';

/**
 * Headers without the ones whose value is opaque (credentials, cookies, validators), has a grammar of its own that
 * is checked elsewhere, or is a link of the caller's own page, which may hold a search.
 */
const UNREAD_HEADERS = new Set([
  ...['authorization', 'cookie', 'proxy-authorization', 'x-csrf-token'],
  ...['if-match', 'if-none-match', 'if-range', 'idempotency-key', 'etag'],
  ...['content-type', 'content-length', 'host', 'referer', 'traceparent'],
  ...['tracestate', 'baggage', 'accept', 'accept-encoding'],
  ...['sec-ch-ua', 'sec-ch-ua-full-version-list', 'sec-ch-ua-platform'],
]);

/** Looks for attacks in parameters and headers. */
export function* checkValues(
  head: RequestHead,
  service: string | undefined,
): Generator<Match> {
  yield* checkPathSegments(pathOf(head.url));
  yield* checkQuery(head.url, service);
  yield* checkHeaderValues(head.rawHeaders);
}

/** What a value is refused for; the place is told and the value is not. */
export function matchOf(value: string, place: string): Match | undefined {
  const rule = ruleMatching(normalise(value));
  if (rule === undefined) return undefined;
  const detail = `The value of ${place} looks like an attack (rule ${rule}).`;
  return { rule, status: 403, detail, place };
}

function* checkPathSegments(path: string): Generator<Match> {
  if (!path.includes('%')) return;
  for (const segment of path.split('/')) {
    const match = matchOf(segment, 'the path');
    if (match) yield match;
  }
}

function* checkQuery(
  url: string,
  service: string | undefined,
): Generator<Match> {
  const start = url.indexOf('?');
  if (start === -1) return;
  const free = freeTextOf(service).query;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    const known = /^[\w.[\]-]{1,64}$/.test(name);
    if (free.has(name)) continue;
    const place = known ? `the parameter ${name}` : 'a parameter';
    const match =
      matchOf(value, place) ?? (known ? undefined : matchOf(name, place));
    if (match) yield match;
  }
}

function* checkHeaderValues(rawHeaders: readonly string[]): Generator<Match> {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (UNREAD_HEADERS.has(name)) continue;
    const match = matchOf(rawHeaders[index + 1] ?? '', `the header ${name}`);
    if (match) yield match;
  }
}
