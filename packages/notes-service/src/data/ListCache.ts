import { createHash, randomUUID } from 'node:crypto';
import type { Cache, Logger } from '@notes/service-kit';

export interface ListCacheOptions {
  /** Where pages are; its questions are measured, so that the metric tells of pages alone. */
  readonly pages: Cache;
  /** The same store, not measured. */
  readonly stamps: Cache;
  readonly ttlSeconds: number;
  readonly logger: Logger;
}

/** Stamps outlive pages: a page whose stamp is gone is never found again. */
const STAMP_LIVES_LONGER = 2;
const MOST_UNSTAMPED = 10_000;

/**
 * Pages of one owner, filed under a stamp that every write replaces. A reader takes the stamp before it asks the
 * store; when a write comes in between, the page lands under the old stamp, where nobody looks any more. So no race
 * of a read and a write can bring an old page back.
 */
export class ListCache {
  readonly #options: ListCacheOptions;
  /** Owners whose stamp could not be replaced: their pages are not trusted until it could. */
  readonly #unstamped = new Set<string>();

  constructor(options: ListCacheOptions) {
    this.#options = options;
  }

  async read<T>(
    ownerId: string,
    question: object,
    options: {
      readonly load: () => Promise<T>;
      readonly parse: (text: string) => T;
    },
  ): Promise<T> {
    const { pages, ttlSeconds } = this.#options;
    const stamp = await this.#try(() => this.#stampOf(ownerId));
    if (stamp === undefined) return options.load();

    const key = `page:${digest(ownerId)}:${stamp}:${digest(JSON.stringify(question))}`;
    const text = await this.#try(() => pages.get(key));
    if (text !== undefined) return options.parse(text);

    const value = await options.load();
    await this.#try(() => pages.set(key, JSON.stringify(value), ttlSeconds));
    return value;
  }

  /** To be called after every write of the owner's notes, before the writer is answered. */
  async invalidate(ownerId: string): Promise<void> {
    const done = await this.#try(async () => {
      await this.#setStamp(ownerId);
      return true;
    });
    if (done) this.#unstamped.delete(ownerId);
    else if (this.#unstamped.size < MOST_UNSTAMPED)
      this.#unstamped.add(ownerId);
  }

  async #stampOf(ownerId: string): Promise<string> {
    if (this.#unstamped.has(ownerId)) {
      const stamp = await this.#setStamp(ownerId);
      this.#unstamped.delete(ownerId);
      return stamp;
    }
    const found = await this.#options.stamps.get(stampKey(ownerId));
    // The stamp is set before the store is asked, so what is filed under it is at least as new as it is.
    return found ?? this.#setStamp(ownerId);
  }

  async #setStamp(ownerId: string): Promise<string> {
    const { stamps, ttlSeconds } = this.#options;
    const stamp = randomUUID();
    await stamps.set(stampKey(ownerId), stamp, ttlSeconds * STAMP_LIVES_LONGER);
    return stamp;
  }

  /** The cache makes answers faster; when it is away they come from the store. */
  async #try<T>(use: () => Promise<T>): Promise<T | undefined> {
    try {
      return await use();
    } catch (error) {
      this.#options.logger.debug({ err: error }, 'the cache did not answer');
      return undefined;
    }
  }
}

function stampKey(ownerId: string): string {
  return `stamp:${digest(ownerId)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}
