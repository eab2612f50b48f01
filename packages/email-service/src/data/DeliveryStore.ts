import { randomUUID } from 'node:crypto';
import type { Channel, Delivery } from '../domain/Delivery.ts';
import { sendKeyOf } from '../domain/Delivery.ts';
import {
  DELIVERY_COLUMNS,
  toDelivery,
  type DeliveryRow,
} from './deliveryRow.ts';
import type { Queryable } from './Queryable.ts';

export interface NewDelivery {
  readonly key: string;
  readonly channel: Channel;
  readonly recipientId: string;
  readonly template: string;
  readonly data: Readonly<Record<string, string>>;
  readonly noteId?: string | undefined;
  readonly noteVersion?: number | undefined;
  readonly causeId: string;
  readonly now: Date;
}

export interface DeliveryPage {
  readonly recipientId: string;
  readonly limit: number;
  readonly state?: string | undefined;
  readonly after?:
    { readonly createdAt: Date; readonly id: string } | undefined;
}

export class DeliveryStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** One row for a key, a channel and a recipient: the second time answers the first row. */
  async add(
    delivery: NewDelivery,
  ): Promise<{ readonly delivery: Delivery; readonly isNew: boolean }> {
    const sendKey = sendKeyOf(delivery);
    const { rows } = await this.#db.query<DeliveryRow>(
      `INSERT INTO deliveries (id, key, channel, recipient_id, send_key, template, data, note_id, note_version,
                               cause_id, state, run_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'pending', $11, $11)
       ON CONFLICT (key, channel, recipient_id) DO NOTHING
       RETURNING ${DELIVERY_COLUMNS}`,
      [
        randomUUID(),
        delivery.key,
        delivery.channel,
        delivery.recipientId,
        sendKey,
        delivery.template,
        JSON.stringify(delivery.data),
        delivery.noteId,
        delivery.noteVersion,
        delivery.causeId,
        delivery.now,
      ],
    );
    const [row] = rows;
    if (row) return { delivery: toDelivery(row), isNew: true };
    const earlier = await this.#findBy('send_key', sendKey);
    if (!earlier) throw new Error('the delivery went away while it was added');
    return { delivery: earlier, isNew: false };
  }

  find(id: string): Promise<Delivery | undefined> {
    return this.#findBy('id', id);
  }

  /** Newest first. */
  async page({
    after,
    limit,
    recipientId,
    state,
  }: DeliveryPage): Promise<Delivery[]> {
    const { rows } = await this.#db.query<DeliveryRow>(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries
        WHERE recipient_id = $1 AND ($2::text IS NULL OR state = $2)
          AND ($3::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id) < ($3, $4::uuid))
        ORDER BY created_at DESC, id DESC LIMIT $5`,
      [recipientId, state, after?.createdAt, after?.id, limit],
    );
    return rows.map(toDelivery);
  }

  /** Only what has failed and is still known can be tried again. */
  async retry(id: string, now: Date): Promise<Delivery | undefined> {
    const { rows } = await this.#db.query<DeliveryRow>(
      `UPDATE deliveries SET state = 'pending', attempts = 0, reason = NULL, settled_at = NULL, run_at = $2
        WHERE id = $1 AND state = 'failed' AND data IS NOT NULL RETURNING ${DELIVERY_COLUMNS}`,
      [id, now],
    );
    return rows[0] && toDelivery(rows[0]);
  }

  /** Of an account that is gone: what waits is not sent, and what was to be said is forgotten. */
  async dropAllOf(recipientId: string, now: Date): Promise<void> {
    await this.#db.query(
      `DELETE FROM queue_messages WHERE send_key IN (SELECT send_key FROM deliveries WHERE recipient_id = $1)`,
      [recipientId],
    );
    await this.#db.query(
      `UPDATE deliveries SET data = NULL, settled_at = coalesce(settled_at, $2),
              reason = CASE WHEN state IN ('pending', 'queued') THEN 'the account is deleted' ELSE reason END,
              state = CASE WHEN state IN ('pending', 'queued') THEN 'suppressed' ELSE state END
        WHERE recipient_id = $1`,
      [recipientId, now],
    );
  }

  async #findBy(
    column: 'id' | 'send_key',
    value: string,
  ): Promise<Delivery | undefined> {
    const { rows } = await this.#db.query<DeliveryRow>(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE ${column} = $1`,
      [value],
    );
    return rows[0] && toDelivery(rows[0]);
  }
}
