export type DependencyFault = 'away' | 'slow';

export interface DependencyFailure {
  readonly fault: DependencyFault;
  /** A code or a name out of a short list, never what a caller or a server wrote. */
  readonly reason: string;
}

/** The other side is not there, or the way to it is broken. */
const NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'],
  ...['EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
]);

/**
 * PostgreSQL is stopping (57P01), has crashed (57P02), is starting (57P03), has cut an idle session (57P05), has no
 * connection left (53300), or has become a replica that only reads (25006) while another one takes over.
 */
const POSTGRES = new Set([
  ...['57P01', '57P02', '57P03', '57P05', '53300', '25006'],
]);
/** Class 08 of SQLSTATE: connection exceptions. */
const POSTGRES_CONNECTION = /^08[\dA-Z]{3}$/;
const POSTGRES_STATEMENT_TIMEOUT = '57014';

/** What the clients of stores say without a code: pg and its pool, ioredis. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^timeout exceeded when trying to connect$/, 'no connection in time'],
  [/^timeout expired$/, 'no connection in time'],
  [/^Connection terminated/, 'connection terminated'],
  [/^Client (has encountered|was closed)/, 'connection terminated'],
  [/^Connection is closed\.$/, 'connection terminated'],
];
const NAMES = new Set([
  ...['MongoNetworkError', 'MongoNetworkTimeoutError'],
  ...['MongoServerSelectionError', 'MaxRetriesPerRequestError'],
]);
const DEEPEST_CAUSE = 5;

/** Whether a store or another server could not do its part, which is no fault of the request or of the code. */
export function dependencyFailureOf(
  error: unknown,
): DependencyFailure | undefined {
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE; depth += 1) {
    if (!(current instanceof Error)) return undefined;
    const found = failureOf(current);
    if (found) return found;
    current = current.cause;
  }
  return undefined;
}

function failureOf(error: Error): DependencyFailure | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (code === POSTGRES_STATEMENT_TIMEOUT)
    return { fault: 'slow', reason: code };
  if (NETWORK.has(code) || POSTGRES.has(code) || POSTGRES_CONNECTION.test(code))
    return { fault: 'away', reason: code };
  if (NAMES.has(error.name)) return { fault: 'away', reason: error.name };
  const said = MESSAGES.find(([pattern]) => pattern.test(error.message));
  return said ? { fault: 'away', reason: said[1] } : undefined;
}
