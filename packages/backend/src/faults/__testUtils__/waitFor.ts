import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than anything takes on a machine that other tests share. */
const LIMIT_MS = 60_000;

/** Waits until something holds; fails with what was seen last instead of waiting for the limit of the test. */
export async function waitFor(
  holds: () => Promise<boolean>,
  describe: () => unknown = () => holds,
  limitMs = LIMIT_MS,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(
        `It did not happen within ${limitMs / 1000} s: ${describe()}`,
      );
    }
    await sleep(50);
  }
}
