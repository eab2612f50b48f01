import { inTransaction } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { Engine } from '../domain/SearchIndex.ts';

export interface Generation {
  readonly id: number;
  readonly engine: Engine;
  readonly state: 'building' | 'live' | 'retired' | 'dropped';
  readonly copiedTo?: string;
  readonly copied: number;
  readonly startedAt: Date;
}

interface Row extends Omit<Generation, 'copiedTo'> {
  readonly copiedTo: string | null;
}

/** Any number will do, as long as every replica uses the same one. */
const GENERATIONS_LOCK = 7_239_101;
const COLUMNS =
  'id, engine, state, copied_to AS "copiedTo", copied, started_at AS "startedAt"';
const OPEN = `state IN ('building', 'live')`;

type Queryable = Pick<PoolClient, 'query'>;

/**
 * Which generations there are. Every change of a note holds the lock shared, and every change of the generations
 * holds it alone: no change can go to yesterday's generations while today's are being counted.
 */
export class Generations {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Those that changes go to, until the transaction ends. */
  async holdOpen(client: PoolClient): Promise<Generation[]> {
    await client.query('SELECT pg_advisory_xact_lock_shared($1)', [
      GENERATIONS_LOCK,
    ]);
    return select(client, OPEN);
  }

  /** The one that answers and the one that is being filled, as they are at one moment. */
  async open(): Promise<{ live?: Generation; building?: Generation }> {
    const open = await select(this.#pool, OPEN);
    return Object.fromEntries(open.map(one => [one.state, one]));
  }

  async live(): Promise<Generation | undefined> {
    return (await this.open()).live;
  }

  async building(): Promise<Generation | undefined> {
    return (await this.open()).building;
  }

  retired(): Promise<Generation[]> {
    return select(this.#pool, `state = 'retired'`);
  }

  async nextId(): Promise<number> {
    const { rows } = await this.#pool.query<{ id: number }>(
      `SELECT nextval(pg_get_serial_sequence('generations', 'id'))::int AS id`,
    );
    const [row] = rows;
    if (!row) throw new Error('PostgreSQL gave no next generation');
    return row.id;
  }

  /** From now on changes go to this one too. Answers nothing when another one is being filled already. */
  add(id: number, engine: Engine, now: Date): Promise<Generation | undefined> {
    return this.#alone(async client => {
      const { rows } = await client.query<Row>(
        `INSERT INTO generations (id, engine, state, started_at) OVERRIDING SYSTEM VALUE
         VALUES ($1, $2, 'building', $3) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
        [id, engine, now],
      );
      return rows.map(generationOf)[0];
    });
  }

  /**
   * The new one answers and the old one hears of no change any more, at the same moment. Nothing happens when
   * another replica, which took over from one that it could not see any more, has switched already.
   */
  switchTo(id: number, now: Date): Promise<void> {
    return this.#alone(async client => {
      await client.query(
        `UPDATE generations SET state = 'retired', retired_at = $2
          WHERE state = 'live' AND EXISTS (SELECT FROM generations WHERE id = $1 AND state = 'building')`,
        [id, now],
      );
      await client.query(
        `UPDATE generations SET state = 'live', live_at = $2 WHERE id = $1 AND state = 'building'`,
        [id, now],
      );
    });
  }

  async markCopied(
    client: PoolClient,
    id: number,
    copied: { readonly to: string | undefined; readonly count: number },
  ): Promise<void> {
    await client.query(
      'UPDATE generations SET copied_to = coalesce($2, copied_to), copied = copied + $3 WHERE id = $1',
      [id, copied.to, copied.count],
    );
  }

  async markDropped(id: number): Promise<void> {
    await this.#pool.query(
      `UPDATE generations SET state = 'dropped' WHERE id = $1`,
      [id],
    );
  }

  #alone<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool, async client => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [
        GENERATIONS_LOCK,
      ]);
      return work(client);
    });
  }
}

/** The condition is one of this file. */
async function select(
  client: Queryable,
  condition: string,
): Promise<Generation[]> {
  const { rows } = await client.query<Row>(
    `SELECT ${COLUMNS} FROM generations WHERE ${condition} ORDER BY id`,
  );
  return rows.map(generationOf);
}

function generationOf({ copiedTo, ...row }: Row): Generation {
  return copiedTo === null ? row : { ...row, copiedTo };
}
