import { setTimeout as sleep } from 'node:timers/promises';

/** Does the job, waits, and does it again, until the signal aborts. A run that has begun is finished. */
export async function runEvery(job, { seconds, signal }) {
  while (!signal.aborted) {
    try {
      await job();
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', message: error.message }));
    }
    await sleep(seconds * 1000, undefined, { signal }).catch(() => {});
  }
}
