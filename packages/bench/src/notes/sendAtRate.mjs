import { setTimeout as sleep } from 'node:timers/promises';

/** So many requests may be open at once; a service that falls behind must not be buried by its own bench. */
const MOST_OPEN = 200;

/**
 * Sends requests at a rate that does not wait for answers, as people do, and counts the time from when each was due.
 *
 * @param {{ rate: number, seconds: number, next: () => { route: string, send: () => Promise<number> }, signal?: AbortSignal }} options
 * @returns {Promise<{ samples: Map<string, number[]>, failures: Map<string, number>, perSecond: number }>}
 */
export async function sendAtRate({ rate, seconds, next, signal }) {
  const samples = new Map();
  const failures = new Map();
  const open = new Set();
  const total = Math.round(rate * seconds);
  const began = performance.now();
  for (let index = 0; index < total && !signal?.aborted; index += 1) {
    const due = began + (index * 1000) / rate;
    while (performance.now() < due || open.size >= MOST_OPEN) {
      await sleep(1);
    }
    const { route, send } = next();
    const answered = send().then(status => {
      open.delete(answered);
      if (status < 200 || status > 299) {
        const key = `${route} ${status}`;
        failures.set(key, (failures.get(key) ?? 0) + 1);
      }
      if (!samples.has(route)) {
        samples.set(route, []);
      }
      samples.get(route).push(performance.now() - due);
    });
    open.add(answered);
  }
  await Promise.all(open);
  const perSecond = total / ((performance.now() - began) / 1000);
  return { samples, failures, perSecond };
}
