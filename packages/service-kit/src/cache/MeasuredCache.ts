import { Counter, type Registry } from 'prom-client';
import type { Cache } from './Cache.ts';

type Result = 'hit' | 'miss' | 'error';

/** Counts the questions to a cache by their result. */
export class MeasuredCache implements Cache {
  readonly #cache: Cache;
  readonly #requests: Counter;

  constructor(cache: Cache, registry: Registry) {
    this.#cache = cache;
    this.#requests = new Counter({
      name: 'cache_requests_total',
      help: 'Questions to the cache, by result.',
      labelNames: ['result'],
      registers: [registry],
    });
    for (const result of ['hit', 'miss', 'error'] as const)
      this.#requests.inc({ result }, 0);
  }

  async get(key: string): Promise<string | undefined> {
    try {
      const value = await this.#cache.get(key);
      this.#count(value === undefined ? 'miss' : 'hit');
      return value;
    } catch (error) {
      this.#count('error');
      throw error;
    }
  }

  set(key: string, value: string, ttlSeconds: number): Promise<void> {
    return this.#cache.set(key, value, ttlSeconds);
  }

  delete(...keys: string[]): Promise<void> {
    return this.#cache.delete(...keys);
  }

  increment(key: string, ttlSeconds: number): Promise<number> {
    return this.#cache.increment(key, ttlSeconds);
  }

  check(): Promise<void> {
    return this.#cache.check();
  }

  #count(result: Result): void {
    this.#requests.inc({ result });
  }
}
