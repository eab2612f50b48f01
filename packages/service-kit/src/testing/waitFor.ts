import { setTimeout as sleep } from 'node:timers/promises';

/** Far more than a busy machine needs: it only ends what would never end. */
const LIMIT_MS = 60_000;
const EVERY_MS = 20;

/** Waits until something holds, and fails with its name when that takes too long. */
export async function waitFor(
  holds: () => Promise<boolean> | boolean,
  what: string,
  limitMs = LIMIT_MS,
): Promise<void> {
  const until = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > until)
      throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await sleep(EVERY_MS);
  }
}
