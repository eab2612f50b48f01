import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds, and says which one did not. */
export async function eventually(
  what: string,
  condition: () => unknown,
  limitMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${limitMs} ms: ${what}`);
    }
    await sleep(10);
  }
}
