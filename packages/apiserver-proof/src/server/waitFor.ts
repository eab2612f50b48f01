import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** What is waited for, as a person reads it. */
  what: string;
  timeoutMs: number;
  everyMs?: number;
  signal?: AbortSignal;
}

/** Asks until the answer is true; an error of the question ends the wait. */
export async function waitFor(
  ask: () => Promise<boolean>,
  { what, timeoutMs, everyMs = 100, signal }: WaitOptions,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    if (await ask()) return;
    if (Date.now() > until) {
      throw new Error(`${what} did not happen within ${timeoutMs / 1000} s`);
    }
    await sleep(everyMs);
  }
}
