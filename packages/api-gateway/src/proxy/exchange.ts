import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Pool } from 'undici';
import { ProxyHandler, type Ending } from './ProxyHandler.ts';

export interface ExchangeOptions {
  readonly pool: Pool;
  readonly method: string;
  readonly path: string;
  readonly headers: string[];
  readonly body: Readable | Buffer | null;
  readonly response: ServerResponse;
  readonly cookies: boolean;
  readonly timeoutMs: number;
}

/** Sends a request to one upstream and its answer to the client; never rejects. */
export function exchange(options: ExchangeOptions): Promise<Ending> {
  const { body, cookies, headers, method, path, pool, response, timeoutMs } =
    options;
  return new Promise(resolve => {
    const handler = new ProxyHandler({
      ...{ response, cookies, timeoutMs, onEnd: resolve },
    });
    try {
      pool.dispatch({ method, path, headers, body }, handler);
    } catch (error) {
      handler.onResponseError(
        undefined,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  });
}
