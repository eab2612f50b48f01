import { percentile } from '../report/percentile.mjs';

/**
 * Lets several clients ask at once, each as soon as its last answer is there.
 *
 * @param {{ client: object, paths: string[], clients?: number, requests?: number }} options
 * @returns {Promise<number[]>} the milliseconds of every request
 */
export async function runClients({
  client,
  paths,
  clients = 8,
  requests = 400,
}) {
  const times = [];
  let next = 0;
  const work = async () => {
    while (next < requests) {
      const path = paths[next % paths.length];
      next += 1;
      const startedAt = performance.now();
      await client.load(path);
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  return times;
}

export function summarise(times) {
  return {
    requests: times.length,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
  };
}
