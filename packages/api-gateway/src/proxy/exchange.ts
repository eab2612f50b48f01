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
  readonly stalledMs?: number;
}

/** Sends a request to one upstream and its answer to the client; never rejects. */
export function exchange(options: ExchangeOptions): Promise<Ending> {
  const { body, headers, method, path, pool } = options;
  return new Promise(resolve => {
    const { cookies, response, stalledMs, timeoutMs } = options;
    const handler = new ProxyHandler({
      ...{ response, cookies, timeoutMs, stalledMs, onEnd: resolve },
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
