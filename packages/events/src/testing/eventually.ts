import { setTimeout as sleep } from 'node:timers/promises';

/** Far more than a busy machine needs: it only ends what would never end. */
const LIMIT_MS = 60_000;

/** Waits until a condition holds, and says which one did not. */
export async function eventually(
  what: string,
  condition: () => unknown,
  limitMs = LIMIT_MS,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${limitMs} ms: ${what}`);
    }
    await sleep(10);
  }
}
