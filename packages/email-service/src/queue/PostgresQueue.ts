import { randomUUID } from 'node:crypto';
import type {
  EmailNotification,
  MailMessage,
} from '@notes/functions/email-notification';
import type { Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { SqsRecord } from './SqsRecord.ts';
import type { MailQueue } from './MailQueue.ts';

export interface PostgresQueueOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** How long a message that was handed out stays hidden. */
  readonly visibilityMs: number;
  readonly delayAfter: (receiveCount: number) => number;
}

interface Row {
  readonly id: string;
  readonly body: string;
  readonly receive_count: number;
  readonly created_at: Date;
}

const BATCH = 10;

/** Does in a table what SQS does: hides a message while it is handled, and brings back what was not acknowledged. */
export class PostgresQueue implements MailQueue {
  readonly #options: PostgresQueueOptions;

  constructor(options: PostgresQueueOptions) {
    this.#options = options;
  }

  async send(
    messages: readonly MailMessage[],
    client: PoolClient,
  ): Promise<void> {
    const now = this.#options.clock.now();
    for (const message of messages) {
      // The message of an attempt that failed may still be in hand: whoever has it removes it by its id, and must not
      // take the new one with it.
      await client.query(
        `INSERT INTO queue_messages (id, send_key, body, visible_at, created_at) VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT (send_key) DO UPDATE SET id = excluded.id, body = excluded.body, receive_count = 0,
                visible_at = excluded.visible_at, created_at = excluded.created_at`,
        [randomUUID(), message.key, JSON.stringify(message), now],
      );
    }
  }

  async deliver(handler: EmailNotification): Promise<number> {
    const rows = await this.#receive();
    if (rows.length === 0) return 0;
    const { batchItemFailures } = await handler({
      Records: rows.map(recordOf),
    });
    const failed = new Set(batchItemFailures.map(one => one.itemIdentifier));
    await this.#remove(rows.filter(({ id }) => !failed.has(id)));
    await this.#delay(rows.filter(({ id }) => failed.has(id)));
    return rows.length;
  }

  async #receive(): Promise<Row[]> {
    const { clock, pool, visibilityMs } = this.#options;
    const now = clock.now();
    const { rows } = await pool.query<Row>(
      `UPDATE queue_messages SET visible_at = $1, receive_count = receive_count + 1
        WHERE id IN (SELECT id FROM queue_messages WHERE visible_at <= $2
                      ORDER BY visible_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING id, body, receive_count, created_at`,
      [new Date(now.getTime() + visibilityMs), now, BATCH],
    );
    return rows;
  }

  /** As with the receipt of SQS: whoever took too long does not remove what another has in hand by now. */
  async #remove(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#options.pool.query(
      `DELETE FROM queue_messages WHERE (id, receive_count) IN (SELECT * FROM unnest($1::uuid[], $2::integer[]))`,
      [rows.map(({ id }) => id), rows.map(row => row.receive_count)],
    );
  }

  async #delay(rows: readonly Row[]): Promise<void> {
    const { clock, delayAfter, pool } = this.#options;
    for (const { id, receive_count: count } of rows) {
      const visibleAt = new Date(clock.now().getTime() + delayAfter(count));
      await pool.query(
        'UPDATE queue_messages SET visible_at = $2 WHERE id = $1 AND receive_count = $3',
        [id, visibleAt, count],
      );
    }
  }
}

function recordOf({ body, created_at, id, receive_count }: Row): SqsRecord {
  return {
    messageId: id,
    receiptHandle: `${id}/${receive_count}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receive_count),
      SentTimestamp: String(created_at.getTime()),
      SenderId: 'email-service',
      ApproximateFirstReceiveTimestamp: String(created_at.getTime()),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'notes:queue',
    eventSourceARN: 'notes:queue:email',
    awsRegion: '',
  };
}
