import { Counter, type Registry } from 'prom-client';

export type CacheRequests = Counter<'result'>;

/** Counts what the cache answers. Every result is there from the start, so that a rate can be taken. */
export function createCacheRequests(registry: Registry): CacheRequests {
  const requests = new Counter({
    name: 'cache_requests_total',
    help: 'Questions to the cache, by result.',
    labelNames: ['result'],
    registers: [registry],
  });
  for (const result of ['hit', 'miss', 'error']) requests.inc({ result }, 0);
  return requests;
}
