import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until it holds. */
export async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error('It did not happen within 30 s');
    }
    await sleep(100);
  }
}
