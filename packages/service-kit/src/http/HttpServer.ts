import { once } from 'node:events';
import {
  createServer,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommonConfig } from '../config/settings.ts';

const MOST_HEADER_BYTES = 16_384;
const MOST_REQUESTS_PER_CONNECTION = 10_000;
/** Node looks for slow senders only now and then; its own half a minute would double their time. */
const LOOK_FOR_SLOW_EVERY_MS = 1_000;

type Limits = Pick<
  CommonConfig,
  | 'HOST'
  | 'PORT'
  | 'MAX_CONNECTIONS'
  | 'HEADERS_TIMEOUT_MS'
  | 'REQUEST_TIMEOUT_MS'
  | 'KEEP_ALIVE_TIMEOUT_MS'
>;

/** A server with limits on time and connections, that can be drained. */
export class HttpServer {
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();
  readonly url: string;

  private constructor(server: Server, host: string) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  static async listen(
    listener: RequestListener,
    limits: Limits,
  ): Promise<HttpServer> {
    const server = createServer(
      {
        maxHeaderSize: MOST_HEADER_BYTES,
        headersTimeout: limits.HEADERS_TIMEOUT_MS,
        requestTimeout: limits.REQUEST_TIMEOUT_MS,
        keepAliveTimeout: limits.KEEP_ALIVE_TIMEOUT_MS,
        connectionsCheckingInterval: LOOK_FOR_SLOW_EVERY_MS,
      },
      listener,
    );
    server.maxConnections = limits.MAX_CONNECTIONS;
    server.maxRequestsPerSocket = MOST_REQUESTS_PER_CONNECTION;
    server.listen(limits.PORT, limits.HOST);
    await once(server, 'listening');
    const made = new HttpServer(server, limits.HOST);
    made.#trackResponses();
    return made;
  }

  /**
   * Takes requests for a little longer, so that whoever sends them can see that the service is not ready; then
   * lets the open ones finish, and cuts off what takes too long.
   */
  async drain(
    delayMs: number,
    timeoutMs: number,
  ): Promise<'drained' | 'cut off'> {
    // A keep-alive connection would stay open after its answer; this tells the client to go elsewhere.
    for (const response of this.#open) closeAfter(response);
    this.#server.prependListener('request', (_request, response) => {
      closeAfter(response);
    });
    if (delayMs > 0) await sleep(delayMs);

    const server = this.#server;
    const closed = new Promise<'drained'>(resolve => {
      server.close(() => {
        resolve('drained');
      });
    });
    const limit = new AbortController();
    const outcome = await Promise.race([
      closed,
      sleep(timeoutMs, 'cut off' as const, { signal: limit.signal }).catch(
        () => 'cut off' as const,
      ),
    ]);
    limit.abort();
    if (outcome === 'cut off') server.closeAllConnections();
    return outcome;
  }

  /** Knows the answers that are still to be given, so that a drain can end their connections. */
  #trackResponses(): void {
    this.#server.prependListener('request', (_request, response) => {
      this.#open.add(response);
      response.once('close', () => this.#open.delete(response));
    });
  }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
