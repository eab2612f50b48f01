import { createHash, randomUUID } from 'node:crypto';
import type { Item, ItemChange, ItemInput } from './Item.ts';
import { ItemError } from './ItemError.ts';
import type { ItemRepository } from './ItemRepository.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

export interface ItemPage {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** The use cases of the resource. It knows nothing of HTTP and nothing of storage. */
export class ItemService {
  readonly #items: ItemRepository;
  readonly #now: () => Date;

  constructor(items: ItemRepository, now: () => Date = () => new Date()) {
    this.#items = items;
    this.#now = now;
  }

  async list(limit: number, cursor?: string): Promise<ItemPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    // One more than asked for tells whether there is a next page, without counting.
    const found = await this.#items.list(limit + 1, after);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last ? { items, nextCursor: encodeCursor(last) } : { items };
  }

  async get(id: string): Promise<Item> {
    return (await this.#items.find(id)) ?? notFound(id);
  }

  async create(input: ItemInput, idempotencyKey?: string): Promise<Item> {
    const now = this.#now();
    const item = { description: '', ...input, id: randomUUID(), createdAt: now, updatedAt: now };
    const idempotency =
      idempotencyKey === undefined
        ? undefined
        : { key: idempotencyKey, fingerprint: fingerprintOf(input) };

    const outcome = await this.#items.create(item, idempotency);
    if (outcome.kind === 'conflict') {
      throw new ItemError(
        'idempotency-conflict',
        'This Idempotency-Key was used before for a different request. Choose a new key.',
      );
    }
    return outcome.item;
  }

  async update(id: string, change: ItemChange): Promise<Item> {
    return (await this.#items.update(id, change, this.#now())) ?? notFound(id);
  }

  async remove(id: string): Promise<void> {
    if ((await this.#items.remove(id)) === 'absent') notFound(id);
  }
}

function notFound(id: string): never {
  throw new ItemError('not-found', `There is no item "${id}".`);
}

function fingerprintOf(input: ItemInput): string {
  const content = JSON.stringify([input.name, input.description ?? '']);
  return createHash('sha256').update(content).digest('hex');
}
