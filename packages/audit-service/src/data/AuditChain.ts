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

  /**
   * Adds what is not recorded yet, in this order, and answers the new records. However many they are, the head is
   * held once and moved once.
   */
  async append(
    entries: readonly AuditEntry[],
    client: PoolClient,
  ): Promise<AuditRecord[]> {
    const head = await holdHead(client);
    // Nobody else adds before this transaction ends, so what is missing here stays missing.
    const missing = await withoutRecorded(entries, client);
    const recordedAt = this.#clock.now().toISOString();
    const records = missing.map((entry, index) => ({
      ...entry,
      sequence: head.sequence + 1 + index,
      recordedAt,
    }));
    if (records.length > 0) await insert(records, head, client);
    return records;
  }
}

async function withoutRecorded(
  entries: readonly AuditEntry[],
  client: PoolClient,
): Promise<AuditEntry[]> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT event_id AS id FROM audit_records WHERE event_id = ANY($1)',
    [entries.map(entry => entry.eventId)],
  );
  const recorded = new Set(rows.map(({ id }) => id));
  return entries.filter(({ eventId }) => {
    if (recorded.has(eventId)) return false;
    recorded.add(eventId);
    return true;
  });
}

async function insert(
  records: readonly AuditRecord[],
  head: Link,
  client: PoolClient,
): Promise<void> {
  const hashes = [head.hash];
  let last = head.hash;
  for (const record of records) {
    last = hashOf(last, record);
    hashes.push(last);
  }
  await client.query(
    `INSERT INTO audit_records (sequence, record, previous_hash, hash)
     SELECT * FROM unnest($1::bigint[], $2::jsonb[], $3::bytea[], $4::bytea[])`,
    [
      records.map(record => record.sequence),
      records.map(record => JSON.stringify(record)),
      hashes.slice(0, -1),
      hashes.slice(1),
    ],
  );
  await client.query('UPDATE audit_head SET sequence = $1, hash = $2', [
    head.sequence + records.length,
    last,
  ]);
}
