import type { MailMessage } from '@notes/functions/email-notification';
import { inTransaction, type Clock, type Logger } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import {
  DELIVERY_COLUMNS,
  toDelivery,
  type DeliveryRow,
} from '../data/deliveryRow.ts';
import { RecipientStore } from '../data/RecipientStore.ts';
import type { Delivery } from '../domain/Delivery.ts';
import { noteMailed } from '../events/noteMailed.ts';
import type { MailComposer } from '../mail/MailComposer.ts';
import { SECRET_TEMPLATES } from '../templates/catalogue.ts';
import type { MailQueue } from './MailQueue.ts';

export interface QueueRelayOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly queue: MailQueue;
  readonly composer: MailComposer;
}

const BATCH = 20;

/** Brings mails that are due from the deliveries to the queue. Replicas skip each other's rows. */
export class QueueRelay {
  readonly #options: QueueRelayOptions;

  constructor(options: QueueRelayOptions) {
    this.#options = options;
  }

  /**
   * One transaction. With SQS the messages may be out before it commits; should it not, they are sent again with the
   * same keys, and the ledger lets one of them through.
   */
  runDue(): Promise<number> {
    const { pool, queue } = this.#options;
    return inTransaction(pool, async client => {
      const due = await this.#take(client);
      const messages: MailMessage[] = [];
      for (const delivery of due) {
        const message = await this.#compose(client, delivery);
        if (message) messages.push(message);
      }
      await queue.send(messages, client);
      await client.query(
        `UPDATE deliveries SET state = 'queued' WHERE send_key = ANY($1) AND state = 'pending'`,
        [messages.map(({ key }) => key)],
      );
      return due.length;
    });
  }

  async #take(client: PoolClient): Promise<Delivery[]> {
    const { rows } = await client.query<DeliveryRow>(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries
        WHERE channel = 'mail' AND state = 'pending' AND run_at <= $1
        ORDER BY run_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [this.#options.clock.now(), BATCH],
    );
    return rows.map(toDelivery);
  }

  /** A mail that cannot be made fails by itself and holds no other up. */
  async #compose(
    client: PoolClient,
    delivery: Delivery,
  ): Promise<MailMessage | undefined> {
    const { composer, logger } = this.#options;
    const recipient = await new RecipientStore(client).find(
      delivery.recipientId,
    );
    try {
      return await composer.compose(delivery, recipient);
    } catch (error) {
      logger.error(
        { err: error, deliveryId: delivery.id },
        'mail could not be made',
      );
      await this.#fail(client, delivery);
      return undefined;
    }
  }

  async #fail(client: PoolClient, delivery: Delivery): Promise<void> {
    const now = this.#options.clock.now();
    const reason = 'the mail could not be made';
    await client.query(
      `UPDATE deliveries SET state = 'failed', reason = $2, settled_at = $3,
              data = CASE WHEN template <> ALL ($4) THEN data END
        WHERE id = $1`,
      [delivery.id, reason, now, SECRET_TEMPLATES],
    );
    await noteMailed(client, { ...delivery, state: 'failed', reason }, now);
  }
}
