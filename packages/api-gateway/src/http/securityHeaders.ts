import type { ServerResponse } from 'node:http';

/** Two years, as the preload list of browsers asks for one at least. */
const HSTS = 'max-age=63072000; includeSubDomains; preload';
/** For everything that is not a page: nothing in it may load, run or be framed. */
export const DATA_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** What holds for pages of the services besides their own policy. */
export const PAGE_POLICY =
  "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: readonly (readonly [string, string])[] = [
  ['strict-transport-security', HSTS],
  ['content-security-policy', DATA_POLICY],
  ['x-frame-options', 'DENY'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  [
    'permissions-policy',
    'camera=(), geolocation=(), microphone=(), payment=()',
  ],
  ['cross-origin-opener-policy', 'same-origin'],
];

/** Names that only the gateway sets; what a service says there is not passed on. */
export const OWN_HEADERS: ReadonlySet<string> = new Set(
  HEADERS.map(([name]) => name).filter(
    name => name !== 'content-security-policy',
  ),
);

/** What every answer carries, also refusals (F-52). */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
}

/** The policies of an answer of a service; a browser enforces all of them. */
export function policiesFor(
  contentType: string,
  given: string | readonly string[] | undefined,
): string[] {
  const own = /^\s*(?:text\/html|application\/xhtml\+xml)/i.test(contentType)
    ? PAGE_POLICY
    : DATA_POLICY;
  return [own, ...(given === undefined ? [] : [given].flat())];
}
