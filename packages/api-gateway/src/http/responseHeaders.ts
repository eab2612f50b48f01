import type { IncomingHttpHeaders } from 'node:http';
import { HOP_BY_HOP } from './requestHeaders.ts';
import { OWN_HEADERS, pagePolicy } from './securityHeaders.ts';

/** What tells of the inside, or what only the gateway decides. */
const DROPPED = new Set([
  ...['server', 'x-powered-by', 'x-request-id', 'alt-svc', 'via'],
  ...['x-notes-identity', 'ratelimit', 'ratelimit-policy'],
  ...[
    'cross-origin-resource-policy',
    'origin-agent-cluster',
    'x-dns-prefetch-control',
  ],
  ...[
    'x-download-options',
    'x-permitted-cross-domain-policies',
    'x-xss-protection',
  ],
]);

/** The headers of an answer as the client gets them; those the gateway has set on the response stay. */
export function responseHeaders(
  given: IncomingHttpHeaders,
  options: { readonly cookies: boolean },
): [string, string | string[]][] {
  const named = new Set(
    [given.connection ?? []]
      .flat()
      .flatMap(value => value.split(',').map(one => one.trim().toLowerCase())),
  );
  const headers: [string, string | string[]][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || HOP_BY_HOP.has(name) || named.has(name))
      continue;
    if (DROPPED.has(name) || OWN_HEADERS.has(name)) continue;
    if (name.startsWith('access-control-')) continue;
    if (name === 'set-cookie' && !options.cookies) continue;
    headers.push([name, value]);
  }
  const policy = pagePolicy(
    given['content-type'] ?? '',
    given['content-security-policy'],
  );
  if (policy !== undefined) headers.push(['content-security-policy', policy]);
  return headers;
}
