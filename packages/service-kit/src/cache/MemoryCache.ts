import { LRUCache } from 'lru-cache';
import type { Clock } from '../lifecycle/Clock.ts';
import { systemClock } from '../lifecycle/Clock.ts';
import type { Cache } from './Cache.ts';

export interface MemoryCacheOptions {
  readonly entries?: number;
  readonly bytes?: number;
  readonly clock?: Clock;
}

interface Entry {
  readonly value: string;
  readonly expiresAt: number;
}

const MOST_ENTRIES = 10_000;
const MOST_BYTES = 32 * 1_048_576;

/** Keeps what was used last, within bounds, in this process only: other replicas do not see it. */
export class MemoryCache implements Cache {
  readonly #entries: LRUCache<string, Entry>;
  readonly #clock: Clock;

  constructor(options: MemoryCacheOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#entries = new LRUCache({
      max: options.entries ?? MOST_ENTRIES,
      maxSize: options.bytes ?? MOST_BYTES,
      // UTF-16 holds two bytes for each character; an empty text still takes its key.
      sizeCalculation: ({ value }, key) => 2 * (value.length + key.length) + 1,
    });
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#live(key)?.value);
  }

  set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.#keep(key, value, this.#now() + ttlSeconds * 1_000);
    return Promise.resolve();
  }

  delete(...keys: string[]): Promise<void> {
    for (const key of keys) this.#entries.delete(key);
    return Promise.resolve();
  }

  increment(key: string, ttlSeconds: number): Promise<number> {
    const entry = this.#live(key);
    const sum = Number(entry?.value ?? 0) + 1;
    if (!Number.isSafeInteger(sum)) {
      return Promise.reject(new Error(`the value of ${key} is no number`));
    }
    const expiresAt = entry?.expiresAt ?? this.#now() + ttlSeconds * 1_000;
    this.#keep(key, String(sum), expiresAt);
    return Promise.resolve(sum);
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  #keep(key: string, value: string, expiresAt: number): void {
    this.#entries.set(key, { value, expiresAt });
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (!entry || entry.expiresAt > this.#now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
