import type { Pool } from 'pg';
import type { AuditRecord } from '../domain/AuditRecord.ts';

export interface RecordFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** ISO 8601 in UTC with milliseconds. */
  readonly from?: string | undefined;
  /** Not included. */
  readonly to?: string | undefined;
}

export interface StoredRecord extends AuditRecord {
  readonly previousHash: string;
  readonly hash: string;
}

interface Row {
  readonly record: AuditRecord;
  readonly previousHash: string;
  readonly hash: string;
}

const SELECT = `
  SELECT record, encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash
    FROM audit_records`;
const EXPORT_BATCH = 500;

/** Reads records, never changes one. */
export class AuditQueries {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Newest first. */
  list(
    filter: RecordFilter,
    page: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<StoredRecord[]> {
    return this.#read(filter, {
      condition: 'sequence < $6',
      place: page.before ?? Number.MAX_SAFE_INTEGER,
      order: 'DESC',
      limit: page.limit,
    });
  }

  async find(sequence: number): Promise<StoredRecord | undefined> {
    const { rows } = await this.#pool.query<Row>(
      `${SELECT} WHERE sequence = $1`,
      [sequence],
    );
    return rows.map(recordOf)[0];
  }

  /** Every record that fits, oldest first, in pieces; what is added meanwhile may be among them. */
  async *each(filter: RecordFilter): AsyncGenerator<StoredRecord, void> {
    let place = 0;
    for (;;) {
      const records = await this.#read(filter, {
        condition: 'sequence > $6',
        place,
        order: 'ASC',
        limit: EXPORT_BATCH,
      });
      yield* records;
      const last = records.at(-1);
      if (!last || records.length < EXPORT_BATCH) return;
      place = last.sequence;
    }
  }

  async #read(
    filter: RecordFilter,
    page: {
      readonly condition: 'sequence < $6' | 'sequence > $6';
      readonly place: number;
      readonly order: 'ASC' | 'DESC';
      readonly limit: number;
    },
  ): Promise<StoredRecord[]> {
    const { action, actor, from, subject, to } = filter;
    const { rows } = await this.#pool.query<Row>(
      `${SELECT}
        WHERE ($1::text IS NULL OR actor = $1) AND ($2::text IS NULL OR action = $2)
          AND ($3::text IS NULL OR subject = $3) AND ($4::text IS NULL OR occurred_at >= $4)
          AND ($5::text IS NULL OR occurred_at < $5) AND ${page.condition}
        ORDER BY sequence ${page.order} LIMIT $7`,
      [actor, action, subject, from, to, page.place, page.limit],
    );
    return rows.map(recordOf);
  }
}

function recordOf({ hash, previousHash, record }: Row): StoredRecord {
  return { ...record, previousHash, hash };
}
