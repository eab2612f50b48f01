import type { Item, ItemChange } from './Item.ts';

/** The place after which a page starts; items are ordered by creation time, then id. */
export interface Position {
  readonly createdAt: Date;
  readonly id: string;
}

export interface Idempotency {
  readonly key: string;
  /** A digest of the request, so that a key used again for something else is noticed. */
  readonly fingerprint: string;
}

export type CreateOutcome =
  { readonly kind: 'created' | 'replayed'; readonly item: Item } | { readonly kind: 'conflict' };

export interface ItemRepository {
  list(limit: number, after?: Position): Promise<Item[]>;
  find(id: string): Promise<Item | undefined>;
  create(item: Item, idempotency?: Idempotency): Promise<CreateOutcome>;
  update(id: string, change: ItemChange, updatedAt: Date): Promise<Item | undefined>;
  remove(id: string): Promise<'removed' | 'absent'>;
}
