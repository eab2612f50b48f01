import CircuitBreaker from 'opossum';
import { Pool, errors } from 'undici';
import { outgoingHeaders } from '../telemetry/propagation.ts';
import type {
  ClientRequest,
  ClientResponse,
  HttpClient,
} from './HttpClient.ts';
import { isRepeatable, retryAfterOf } from './repeatable.ts';
import { retry, type Attempt, type RetryOptions } from './retry.ts';
import { UpstreamError } from './UpstreamError.ts';

export interface BreakerOptions {
  /** Per cent of failing requests at which no more are sent; 50 unless told. */
  readonly errorPercent?: number;
  /** Requests within ten seconds below which the share says nothing; 10 unless told. */
  readonly least?: number;
  /** Time until one request tries whether the other side is back; 5 s unless told. */
  readonly resetMs?: number;
}

export interface HttpClientOptions {
  /** The other side, in messages. */
  readonly name: string;
  readonly baseUrl: string;
  /** For one attempt, from the connection to the last byte. */
  readonly timeoutMs: number;
  readonly connections?: number;
  readonly breaker?: BreakerOptions;
  readonly retry?: RetryOptions;
}

type Outcome = Attempt<ClientResponse | UpstreamError>;

/** A response that says that the other side fails: the breaker counts it, the caller still gets it. */
class FailingResponse extends Error {
  readonly response: ClientResponse;

  constructor(response: ClientResponse) {
    super(`status ${response.status}`);
    this.response = response;
  }
}

const CONNECTIONS = 32;
const NEVER = { attempts: 1 };

/**
 * Speaks to one other service: within a time limit, repeated when that is safe, and not at all for a while after
 * it kept failing. The request id and the trace go along.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { name } = options;
  const { origin, pathname } = new URL(options.baseUrl);
  const base = pathname.replace(/\/$/, '');
  const pool = new Pool(origin, {
    connections: options.connections ?? CONNECTIONS,
    connectTimeout: options.timeoutMs,
  });
  const send = (request: ClientRequest) =>
    exchange(
      pool,
      { ...request, path: base + request.path },
      options.timeoutMs,
    );
  const breaker = createBreaker(send, options);

  return {
    async request(request) {
      const repeatable = isRepeatable(request);
      const result = await retry(
        repeatable ? (options.retry ?? {}) : NEVER,
        () => attempt(breaker, request, name),
      );
      if (result instanceof UpstreamError) throw result;
      return result;
    },
    async close() {
      breaker.shutdown();
      await pool.close();
    },
  };
}

type Breaker = CircuitBreaker<[ClientRequest], ClientResponse>;

function createBreaker(
  send: (request: ClientRequest) => Promise<ClientResponse>,
  { breaker = {}, name }: HttpClientOptions,
): Breaker {
  return new CircuitBreaker(
    async (request: ClientRequest) => {
      const response = await send(request);
      if (response.status >= 500) throw new FailingResponse(response);
      return response;
    },
    {
      name,
      // The exchange has its own limit, which also ends the connection.
      timeout: false,
      errorThresholdPercentage: breaker.errorPercent ?? 50,
      volumeThreshold: breaker.least ?? 10,
      resetTimeout: breaker.resetMs ?? 5_000,
    },
  );
}

async function attempt(
  breaker: Breaker,
  request: ClientRequest,
  name: string,
): Promise<Outcome> {
  try {
    const response = await breaker.fire(request);
    return { result: response, retryAfterMs: retryAfterOf(response) };
  } catch (error) {
    if (error instanceof FailingResponse) {
      const { response } = error;
      return { result: response, retryAfterMs: retryAfterOf(response) };
    }
    if (CircuitBreaker.isOurError(error as Error)) {
      const result = new UpstreamError(name, 'open', error);
      return { result, retryAfterMs: undefined };
    }
    const reason = isTimeout(error) ? 'timeout' : 'unreachable';
    return { result: new UpstreamError(name, reason, error), retryAfterMs: 0 };
  }
}

async function exchange(
  pool: Pool,
  request: ClientRequest,
  timeoutMs: number,
): Promise<ClientResponse> {
  const { json, method = 'GET', path } = request;
  const body = json === undefined ? request.body : JSON.stringify(json);
  const response = await pool.request({
    method,
    path,
    signal: AbortSignal.timeout(request.timeoutMs ?? timeoutMs),
    headers: {
      ...outgoingHeaders(),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.body.text();
  return {
    status: response.statusCode,
    headers: response.headers,
    text,
    body: parsed(text, response.headers['content-type']),
  };
}

function parsed(text: string, type: string | string[] | undefined): unknown {
  if (text === '' || !String(type).includes('json')) return undefined;
  return JSON.parse(text) as unknown;
}

function isTimeout(error: unknown): boolean {
  return (
    (error instanceof Error && error.name === 'TimeoutError') ||
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError
  );
}
