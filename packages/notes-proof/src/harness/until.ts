import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds and answers how long that took; says what did not come true in time. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<number> {
  const began = performance.now();
  while (!(await condition())) {
    if (performance.now() - began > limitMs) {
      throw new Error(`Not within ${limitMs} ms: ${what}`);
    }
    await sleep(25);
  }
  return performance.now() - began;
}
