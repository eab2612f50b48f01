import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What belongs to one request or message, wherever its work goes on. */
export interface RequestScope {
  readonly requestId: string;
  readonly trace: Trace;
}

/** A position in a trace of W3C Trace Context. */
export interface Trace {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: string;
  readonly state?: string;
}

const TRACEPARENT =
  /^00-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})$/;
const MOST_STATE = 512;
const storage = new AsyncLocalStorage<RequestScope>();

export function runInScope<T>(scope: RequestScope, work: () => T): T {
  return storage.run(scope, work);
}

export function currentScope(): RequestScope | undefined {
  return storage.getStore();
}

/** Goes on with the trace of the sender, or begins one. */
export function continueTrace(traceparent?: unknown, state?: unknown): Trace {
  const parent =
    typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : undefined;
  const spanId = randomId(8);
  const [, traceId, , flags] = parent ?? [];
  if (traceId === undefined || flags === undefined)
    return { traceId: randomId(16), spanId, flags: '00' };
  return typeof state === 'string' && state.length <= MOST_STATE
    ? { traceId, spanId, flags, state }
    : { traceId, spanId, flags };
}

/** Identifiers need to be unlikely to meet, and one call for many of them is much cheaper than one for each. */
let pool = Buffer.alloc(0);
let used = 0;

function randomId(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(4_096);
    used = 0;
  }
  const id = pool.toString('hex', used, used + bytes);
  used += bytes;
  return id;
}
