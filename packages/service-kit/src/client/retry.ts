import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  /** Attempts in all; 1 never repeats. */
  readonly attempts?: number;
  readonly baseMs?: number;
  readonly limitMs?: number;
}

export interface Attempt<T> {
  readonly result: T;
  /** Undefined when the result is final; otherwise how long the other side asks to wait, 0 when it does not. */
  readonly retryAfterMs: number | undefined;
}

const ATTEMPTS = 3;
const BASE_MS = 50;
const LIMIT_MS = 1_000;

/**
 * Repeats what may succeed the next time. The waits double and each is drawn at random from nothing to its limit,
 * so that many callers do not come back all at once.
 */
export async function retry<T>(
  options: RetryOptions,
  attempt: () => Promise<Attempt<T>>,
): Promise<T> {
  const { attempts = ATTEMPTS, baseMs = BASE_MS } = options;
  const limitMs = options.limitMs ?? LIMIT_MS;
  for (let number = 1; ; number += 1) {
    const { result, retryAfterMs } = await attempt();
    // Whoever asks for more time than a caller has gets no second try.
    if (retryAfterMs === undefined || retryAfterMs > limitMs) return result;
    if (number >= attempts) return result;
    const most = Math.min(limitMs, baseMs * 2 ** (number - 1));
    await sleep(Math.max(retryAfterMs, Math.random() * most));
  }
}
