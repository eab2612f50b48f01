import { isIPv6 } from 'node:net';

/** RFC 9110, 7.6.1: they belong to one connection and not to the request. */
export const HOP_BY_HOP: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate'],
  ...['proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
]);

/** What the gateway itself says, or what could make a service see another request than the gateway did. */
const REPLACED = new Set([
  ...['host', 'content-length', 'expect', 'authorization', 'forwarded'],
  ...['x-real-ip', 'true-client-ip', 'x-client-ip', 'x-cluster-client-ip'],
  ...['x-original-url', 'x-rewrite-url', 'x-http-method-override'],
  ...['x-http-method', 'x-method-override', 'x-request-id', 'traceparent'],
  ...['tracestate', 'cookie', 'max-forwards'],
]);
const REPLACED_PREFIX = /^(?:x-forwarded|x-notes-)/;

export interface Forwarding {
  readonly rawHeaders: readonly string[];
  readonly clientAddress: string;
  readonly protocol: string;
  readonly host: string | undefined;
  /** Only auth-service sees cookies. */
  readonly cookies: boolean;
  /** What is added, in lower case: identity, request id, trace. */
  readonly own: Readonly<Record<string, string>>;
}

/** The headers of a request as a service gets them: names and values in turns, as undici takes them. */
export function requestHeaders(options: Forwarding): string[] {
  const { clientAddress, cookies, host, own, protocol, rawHeaders } = options;
  const named = namedByConnection(rawHeaders);
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const isCookie = name === 'cookie' && cookies;
    const isOurs = REPLACED.has(name) || REPLACED_PREFIX.test(name);
    if (HOP_BY_HOP.has(name) || named.has(name)) continue;
    if (isOurs && !isCookie) continue;
    headers.push(name, value);
  }
  headers.push('x-forwarded-for', clientAddress);
  headers.push('x-forwarded-proto', protocol);
  if (host !== undefined) headers.push('x-forwarded-host', host);
  headers.push('forwarded', forwarded({ clientAddress, host, protocol }));
  for (const [name, value] of Object.entries(own)) headers.push(name, value);
  return headers;
}

/** RFC 9110: `Connection` names further headers that end here. */
export function namedByConnection(
  rawHeaders: readonly string[],
): ReadonlySet<string> {
  const named = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() !== 'connection') continue;
    for (const name of (rawHeaders[index + 1] ?? '').split(','))
      named.add(name.trim().toLowerCase());
  }
  return named;
}

/** RFC 7239. */
function forwarded(
  from: Pick<Forwarding, 'clientAddress' | 'host' | 'protocol'>,
): string {
  const address = isIPv6(from.clientAddress)
    ? `"[${from.clientAddress}]"`
    : from.clientAddress;
  const host = from.host === undefined ? '' : `;host="${from.host}"`;
  return `for=${address}${host};proto=${from.protocol}`;
}
