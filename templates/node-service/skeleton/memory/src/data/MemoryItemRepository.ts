import type { Item, ItemChange } from '../domain/Item.ts';
import type {
  CreateOutcome,
  Idempotency,
  ItemRepository,
  Position,
} from '../domain/ItemRepository.ts';
{% if values.produces %}

export type AnnounceChange = (
  change: 'created' | 'updated' | 'deleted',
  item: Item,
) => Promise<void>;
{% endif %}

/** How many keys are remembered: an old one is forgotten before they fill the memory. */
const MOST_KEYS = 10_000;

/** Keeps items in this process: they are gone after a restart, and replicas do not share them. */
export class MemoryItemRepository implements ItemRepository {
{% if values.produces %}
  readonly #announce: AnnounceChange;
{% endif %}
  readonly #items = new Map<string, Item>();
  readonly #created = new Map<string, { fingerprint: string; item: Item }>();
{% if values.produces %}

  // An event goes out before its change is kept: a change that cannot be announced does not happen.
  constructor(announce: AnnounceChange) {
    this.#announce = announce;
  }
{% endif %}

  list(limit: number, after?: Position): Promise<Item[]> {
    const ordered = [...this.#items.values()].sort(byPosition);
    const rest = after ? ordered.filter((item) => byPosition(item, after) > 0) : ordered;
    return Promise.resolve(rest.slice(0, limit));
  }

  find(id: string): Promise<Item | undefined> {
    return Promise.resolve(this.#items.get(id));
  }

{% if values.produces %}
  async create(item: Item, idempotency?: Idempotency): Promise<CreateOutcome> {
    const earlier = idempotency && this.#created.get(idempotency.key);
    if (earlier) return replay(earlier, idempotency);

    await this.#announce('created', item);
    this.#items.set(item.id, item);
    this.#remember(item, idempotency);
    return { kind: 'created', item };
  }

  async update(id: string, change: ItemChange, updatedAt: Date): Promise<Item | undefined> {
    const current = this.#items.get(id);
    if (!current) return undefined;

    const item = { ...current, ...change, updatedAt };
    await this.#announce('updated', item);
    this.#items.set(id, item);
    return item;
  }

  async remove(id: string): Promise<'removed' | 'absent'> {
    const item = this.#items.get(id);
    if (!item) return 'absent';

    await this.#announce('deleted', item);
    this.#items.delete(id);
    return 'removed';
  }
{% else %}
  create(item: Item, idempotency?: Idempotency): Promise<CreateOutcome> {
    const earlier = idempotency && this.#created.get(idempotency.key);
    if (earlier) return Promise.resolve(replay(earlier, idempotency));

    this.#items.set(item.id, item);
    this.#remember(item, idempotency);
    return Promise.resolve({ kind: 'created', item });
  }

  update(id: string, change: ItemChange, updatedAt: Date): Promise<Item | undefined> {
    const current = this.#items.get(id);
    if (!current) return Promise.resolve(undefined);

    const item = { ...current, ...change, updatedAt };
    this.#items.set(id, item);
    return Promise.resolve(item);
  }

  remove(id: string): Promise<'removed' | 'absent'> {
    return Promise.resolve(this.#items.delete(id) ? 'removed' : 'absent');
  }
{% endif %}

  #remember(item: Item, idempotency: Idempotency | undefined): void {
    if (!idempotency) return;
    const [oldest] = this.#created.keys();
    if (this.#created.size >= MOST_KEYS && oldest !== undefined) this.#created.delete(oldest);
    this.#created.set(idempotency.key, { ...idempotency, item });
  }
}

function replay(
  earlier: { fingerprint: string; item: Item },
  idempotency: Idempotency,
): CreateOutcome {
  if (earlier.fingerprint !== idempotency.fingerprint) return { kind: 'conflict' };
  return { kind: 'replayed', item: earlier.item };
}

function byPosition(left: Position, right: Position): number {
  return (
    left.createdAt.getTime() - right.createdAt.getTime() || left.id.localeCompare(right.id, 'en')
  );
}
