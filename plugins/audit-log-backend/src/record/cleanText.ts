const MAX_LENGTH = 500;

const SECRETS: [RegExp, string][] = [
  // user:password@ within an address
  [/\/\/[^\s/@]+@/g, '//'],
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [hidden]'],
  // JSON web tokens
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '[hidden]'],
  // GitHub and GitLab tokens
  [/\b(gh[a-z]_|github_pat_|glpat-)[\w-]+/g, '[hidden]'],
  [
    /([?&;\s"']?[\w.-]*(?:token|secret|passw(?:or)?d|api[_-]?key|signature)["']?\s*[=:]\s*["']?)[^\s"'&;,]+/gi,
    '$1[hidden]',
  ],
];

/**
 * Makes a text fit to be kept: without what looks like a secret, of bounded
 * length, and without the NUL that PostgreSQL does not store.
 *
 * @internal
 */
export function cleanText(text: string): string {
  // What lies beyond is cut off anyway, and patterns need not run over megabytes.
  const bounded = text.slice(0, MAX_LENGTH * 4).replaceAll('\u0000', '');
  const cleaned = SECRETS.reduce(
    (current, [pattern, replacement]) => current.replace(pattern, replacement),
    bounded,
  );
  return cleaned.length > MAX_LENGTH
    ? `${cleaned.slice(0, MAX_LENGTH)}…`
    : cleaned;
}
