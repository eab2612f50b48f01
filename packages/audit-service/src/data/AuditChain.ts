import type { Clock } from '@notes/service-kit';
import type { PoolClient } from 'pg';
import {
  hashOf,
  type AuditEntry,
  type AuditRecord,
  type Link,
} from '../domain/AuditRecord.ts';

/** The end of the chain, which nobody else can move until the transaction ends. */
export async function holdHead(client: PoolClient): Promise<Link> {
  const { rows } = await client.query<{ sequence: string; hash: Buffer }>(
    'SELECT sequence, hash FROM audit_head FOR UPDATE',
  );
  const [head] = rows;
  if (!head) throw new Error('the head of the audit chain is missing');
  return { sequence: Number(head.sequence), hash: head.hash };
}

/** Adds records to the end of the one chain, one transaction at a time. */
export class AuditChain {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers the record, or nothing when the event is recorded already. */
  async append(
    entry: AuditEntry,
    client: PoolClient,
  ): Promise<AuditRecord | undefined> {
    const head = await holdHead(client);
    const record: AuditRecord = {
      ...entry,
      sequence: head.sequence + 1,
      recordedAt: this.#clock.now().toISOString(),
    };
    const hash = hashOf(head.hash, record);
    const { rowCount } = await client.query(
      `INSERT INTO audit_records (sequence, record, previous_hash, hash) VALUES ($1, $2, $3, $4)
           ON CONFLICT (event_id) DO NOTHING`,
      [record.sequence, JSON.stringify(record), head.hash, hash],
    );
    if (rowCount === 0) return undefined;
    await client.query('UPDATE audit_head SET sequence = $1, hash = $2', [
      record.sequence,
      hash,
    ]);
    return record;
  }
}
