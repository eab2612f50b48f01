import { randomUUID } from 'node:crypto';
import type { Clock, Logger } from '@notes/service-kit';
import type { Pool } from 'pg';
import { ChannelStore } from '../data/ChannelStore.ts';
import {
  DELIVERY_COLUMNS,
  toDelivery,
  type DeliveryRow,
} from '../data/deliveryRow.ts';
import type { PostgresLedger } from '../data/PostgresLedger.ts';
import type { Delivery } from '../domain/Delivery.ts';
import type { ChannelSender, SendResult } from './ChannelSender.ts';
import type { TargetKind } from './ChannelTarget.ts';
import type { SecretBox } from './SecretBox.ts';
import type { SmsDispatcher } from './sms/SmsDispatcher.ts';

export interface ChannelRunnerOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly box: SecretBox;
  readonly ledger: PostgresLedger;
  readonly sender: ChannelSender;
  readonly sms: SmsDispatcher;
  readonly leaseMs: number;
}

const SIDE_BY_SIDE = 8;

/** Sends what is due on Slack, to webhooks and by text message. Replicas share the work by leases and skip each other's rows. */
export class ChannelRunner {
  readonly #options: ChannelRunnerOptions;

  constructor(options: ChannelRunnerOptions) {
    this.#options = options;
  }

  async runDue(): Promise<number> {
    const token = randomUUID();
    const due = await this.#take(token);
    await Promise.all(due.map(delivery => this.#sendOne(delivery, token)));
    return due.length;
  }

  async #take(token: string): Promise<Delivery[]> {
    const { clock, leaseMs, pool } = this.#options;
    const now = clock.now();
    const { rows } = await pool.query<DeliveryRow>(
      `UPDATE deliveries SET lease_token = $1, lease_until = $2
        WHERE id IN (
          SELECT id FROM deliveries
           WHERE channel IN ('slack', 'webhook', 'sms') AND state = 'pending' AND run_at <= $3
             AND (lease_until IS NULL OR lease_until <= $3)
           ORDER BY run_at LIMIT $4 FOR UPDATE SKIP LOCKED)
        RETURNING ${DELIVERY_COLUMNS}`,
      [token, new Date(now.getTime() + leaseMs), now, SIDE_BY_SIDE],
    );
    return rows.map(toDelivery);
  }

  async #sendOne(delivery: Delivery, token: string): Promise<void> {
    const { ledger, logger } = this.#options;
    const { channel: kind, id: deliveryId } = delivery;
    const claim = ledger.claimOf(delivery, token);
    const result = await this.#send(delivery);
    if (result.status === 'again') {
      const { reason } = result;
      const next = await claim.release(reason);
      logger.warn({ deliveryId, kind, reason, next }, 'could not be delivered');
      return;
    }
    if (result.status === 'gone') {
      const { reason } = result;
      await this.#turnOff(delivery, reason);
      await claim.settle({ status: 'failed', reason });
      logger.warn({ deliveryId, kind, reason }, 'channel is turned off');
      return;
    }
    await claim.settle(result);
  }

  async #send(delivery: Delivery): Promise<SendResult> {
    const { box, clock, pool, sender, sms } = this.#options;
    if (delivery.channel === 'sms') return sms.send(delivery);
    const targets = await new ChannelStore(pool).targetsOf(
      delivery.recipientId,
      box,
      clock.now(),
    );
    const target = targets.find(
      one => one.kind === delivery.channel && one.enabled,
    );
    return target
      ? sender.send(delivery, target)
      : { status: 'failed', reason: 'the channel was turned off' };
  }

  async #turnOff(delivery: Delivery, reason: string): Promise<void> {
    const { pool, sms } = this.#options;
    const { channel, recipientId } = delivery;
    if (channel === 'sms') await sms.turnOff(delivery, reason);
    else {
      const kind = channel as TargetKind;
      await new ChannelStore(pool).disable(recipientId, kind, reason);
    }
  }
}
