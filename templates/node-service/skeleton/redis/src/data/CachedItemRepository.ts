import type { Item, ItemChange } from '../domain/Item.ts';
import type {
  CreateOutcome,
  Idempotency,
  ItemRepository,
  Position,
} from '../domain/ItemRepository.ts';
import type { Logger } from '../logger.ts';
import type { Cache } from './Cache.ts';
import type { CacheRequests } from './createCacheRequests.ts';

export interface CachedItemRepositoryOptions {
  readonly cache: Cache;
  readonly ttlSeconds: number;
  readonly logger: Logger;
  readonly requests: CacheRequests;
}

/**
 * Answers reads of single items from the cache. A change removes the cached item; a reader that was faster
 * than a change may still put the old one back, and the time to live bounds how long it is seen.
 */
export class CachedItemRepository implements ItemRepository {
  readonly #items: ItemRepository;
  readonly #options: CachedItemRepositoryOptions;

  constructor(items: ItemRepository, options: CachedItemRepositoryOptions) {
    this.#items = items;
    this.#options = options;
  }

  list(limit: number, after?: Position): Promise<Item[]> {
    return this.#items.list(limit, after);
  }

  async find(id: string): Promise<Item | undefined> {
    const cached = await this.#read(keyOf(id));
    if (cached !== undefined) return deserialize(cached);

    const item = await this.#items.find(id);
    if (item) {
      const { ttlSeconds } = this.#options;
      await this.#tryCache((cache) => cache.set(keyOf(id), JSON.stringify(item), ttlSeconds));
    }
    return item;
  }

  create(item: Item, idempotency?: Idempotency): Promise<CreateOutcome> {
    return this.#items.create(item, idempotency);
  }

  async update(id: string, change: ItemChange, updatedAt: Date): Promise<Item | undefined> {
    const item = await this.#items.update(id, change, updatedAt);
    await this.#tryCache((cache) => cache.delete(keyOf(id)));
    return item;
  }

  async remove(id: string): Promise<'removed' | 'absent'> {
    const outcome = await this.#items.remove(id);
    await this.#tryCache((cache) => cache.delete(keyOf(id)));
    return outcome;
  }

  async #read(key: string): Promise<string | undefined> {
    const { requests } = this.#options;
    const answer = await this.#tryCache(async (cache) => ({ text: await cache.get(key) }));
    if (answer) requests.inc({ result: answer.text === undefined ? 'miss' : 'hit' });
    return answer?.text;
  }

  /** The cache makes answers faster; when it is away they come from the store. */
  async #tryCache<T>(use: (cache: Cache) => Promise<T>): Promise<T | undefined> {
    try {
      return await use(this.#options.cache);
    } catch (error) {
      this.#options.requests.inc({ result: 'error' });
      this.#options.logger.debug({ err: error }, 'the cache did not answer');
      return undefined;
    }
  }
}

function keyOf(id: string): string {
  return `item:${id}`;
}

type StoredItem = Omit<Item, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

function deserialize(text: string): Item {
  const stored = JSON.parse(text) as StoredItem;
  return {
    ...stored,
    createdAt: new Date(stored.createdAt),
    updatedAt: new Date(stored.updatedAt),
  };
}
