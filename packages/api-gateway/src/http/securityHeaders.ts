import type { ServerResponse } from 'node:http';

/** Two years, as the preload list of browsers asks for one at least. */
const HSTS = 'max-age=63072000; includeSubDomains; preload';
/** For everything that is not a page: nothing in it may load, run or be framed. */
export const DATA_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** What a page of a service may not decide. */
const PAGE_RULES = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const PAGE_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)/i;

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
  HEADERS.map(([name]) => name),
);

/** What every answer carries, also refusals (F-52). */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
}

/**
 * The one policy of a page of a service: its own, except for what no page decides. Undefined for everything else,
 * which keeps the policy of the gateway, as does a page that says nothing.
 */
export function pagePolicy(
  contentType: string,
  given: string | readonly string[] | undefined,
): string | undefined {
  if (given === undefined || !PAGE_TYPE.test(contentType)) return undefined;
  // Policies beside each other stand with commas, and a browser enforces all of them.
  return [given].flat().join(',').split(',').map(withPageRules).join(', ');
}

function withPageRules(policy: string): string {
  const own = policy
    .split(';')
    .map(one => one.trim())
    .filter(one => one !== '' && !isRuled(one));
  return [...own, PAGE_RULES].join('; ');
}

function isRuled(directive: string): boolean {
  return /^(?:object-src|base-uri|frame-ancestors)(?:\s|$)/i.test(directive);
}
