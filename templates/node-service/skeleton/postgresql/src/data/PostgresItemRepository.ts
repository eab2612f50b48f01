import type { Pool, PoolClient } from 'pg';
import type { Item, ItemChange } from '../domain/Item.ts';
import type {
  CreateOutcome,
  Idempotency,
  ItemRepository,
  Position,
} from '../domain/ItemRepository.ts';
{% if values.produces %}
import { recordItemEvent } from '../events/recordItemEvent.ts';
{% endif %}
import { inTransaction } from './inTransaction.ts';

interface ItemRow {
  id: string;
  name: string;
  description: string;
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = 'id, name, description, created_at, updated_at';

export class PostgresItemRepository implements ItemRepository {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async list(limit: number, after?: Position): Promise<Item[]> {
    const { rows } = await this.#pool.query<ItemRow>(
      `SELECT ${COLUMNS} FROM items
       WHERE $2::timestamptz IS NULL OR (created_at, id) > ($2, $3::uuid)
       ORDER BY created_at, id
       LIMIT $1`,
      [limit, after?.createdAt, after?.id],
    );
    return rows.map(toItem);
  }

  async find(id: string): Promise<Item | undefined> {
    const select = `SELECT ${COLUMNS} FROM items WHERE id = $1`;
    const { rows } = await this.#pool.query<ItemRow>(select, [id]);
    return rows[0] && toItem(rows[0]);
  }

  async create(item: Item, idempotency?: Idempotency): Promise<CreateOutcome> {
    return inTransaction(this.#pool, async (client) => {
      const earlier = idempotency && (await claimKey(client, idempotency, item));
      if (earlier) return earlier;

      const { id, name, description, createdAt, updatedAt } = item;
      const insert = `INSERT INTO items (${COLUMNS}) VALUES ($1, $2, $3, $4, $5)`;
      await client.query(insert, [id, name, description, createdAt, updatedAt]);
{% if values.produces %}
      await recordItemEvent(client, 'created', item);
{% endif %}
      return { kind: 'created', item };
    });
  }

{% if values.produces %}
  async update(id: string, change: ItemChange, updatedAt: Date): Promise<Item | undefined> {
    return inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<ItemRow>(
        `UPDATE items
         SET name = coalesce($2, name), description = coalesce($3, description), updated_at = $4
         WHERE id = $1
         RETURNING ${COLUMNS}`,
        [id, change.name, change.description, updatedAt],
      );
      if (!rows[0]) return undefined;

      const item = toItem(rows[0]);
      await recordItemEvent(client, 'updated', item);
      return item;
    });
  }

  async remove(id: string): Promise<'removed' | 'absent'> {
    return inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<ItemRow>(
        `DELETE FROM items WHERE id = $1 RETURNING ${COLUMNS}`,
        [id],
      );
      if (!rows[0]) return 'absent';

      await recordItemEvent(client, 'deleted', toItem(rows[0]));
      return 'removed';
    });
  }
{% else %}
  async update(id: string, change: ItemChange, updatedAt: Date): Promise<Item | undefined> {
    const { rows } = await this.#pool.query<ItemRow>(
      `UPDATE items
       SET name = coalesce($2, name), description = coalesce($3, description), updated_at = $4
       WHERE id = $1
       RETURNING ${COLUMNS}`,
      [id, change.name, change.description, updatedAt],
    );
    return rows[0] && toItem(rows[0]);
  }

  async remove(id: string): Promise<'removed' | 'absent'> {
    const { rowCount } = await this.#pool.query('DELETE FROM items WHERE id = $1', [id]);
    return rowCount === 0 ? 'absent' : 'removed';
  }
{% endif %}
}

/**
 * Two requests with the same key meet at the primary key: the second waits for the first to commit, then
 * finds its row. Either way one item comes into being.
 */
async function claimKey(
  client: PoolClient,
  { key, fingerprint }: Idempotency,
  item: Item,
): Promise<CreateOutcome | undefined> {
  const { rowCount } = await client.query(
    `INSERT INTO idempotency_keys (key, fingerprint, response) VALUES ($1, $2, $3)
     ON CONFLICT (key) DO NOTHING`,
    [key, fingerprint, JSON.stringify(item)],
  );
  if (rowCount === 1) {
    await forgetOldKeys(client);
    return undefined;
  }

  const { rows } = await client.query<{ fingerprint: string; response: StoredItem }>(
    'SELECT fingerprint, response FROM idempotency_keys WHERE key = $1',
    [key],
  );
  const earlier = rows[0];
  if (earlier?.fingerprint !== fingerprint) return { kind: 'conflict' };
  return { kind: 'replayed', item: fromStored(earlier.response) };
}

/** Keys are kept for a week. Each new one clears away a few old ones, so no job has to do it. */
async function forgetOldKeys(client: PoolClient): Promise<void> {
  await client.query(
    `DELETE FROM idempotency_keys WHERE key IN (
       SELECT key FROM idempotency_keys WHERE created_at < now() - interval '7 days'
       LIMIT 10 FOR UPDATE SKIP LOCKED
     )`,
  );
}

type StoredItem = Omit<Item, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

function fromStored(stored: StoredItem): Item {
  return {
    ...stored,
    createdAt: new Date(stored.createdAt),
    updatedAt: new Date(stored.updatedAt),
  };
}

function toItem(row: ItemRow): Item {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
