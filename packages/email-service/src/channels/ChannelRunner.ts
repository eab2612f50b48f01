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
import type { ChannelSender } from './ChannelSender.ts';
import type { TargetKind } from './ChannelTarget.ts';
import type { SecretBox } from './SecretBox.ts';

export interface ChannelRunnerOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly box: SecretBox;
  readonly ledger: PostgresLedger;
  readonly sender: ChannelSender;
  readonly leaseMs: number;
}

const SIDE_BY_SIDE = 8;

/** Sends what is due on Slack and to webhooks. Replicas share the work by leases and skip each other's rows. */
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
           WHERE channel IN ('slack', 'webhook') AND state = 'pending' AND run_at <= $3
             AND (lease_until IS NULL OR lease_until <= $3)
           ORDER BY run_at LIMIT $4 FOR UPDATE SKIP LOCKED)
        RETURNING ${DELIVERY_COLUMNS}`,
      [token, new Date(now.getTime() + leaseMs), now, SIDE_BY_SIDE],
    );
    return rows.map(toDelivery);
  }

  async #sendOne(delivery: Delivery, token: string): Promise<void> {
    const { box, clock, ledger, logger, pool, sender } = this.#options;
    const claim = ledger.claimOf(delivery, token);
    const kind = delivery.channel as TargetKind;
    const channels = new ChannelStore(pool);
    const targets = await channels.targetsOf(
      delivery.recipientId,
      box,
      clock.now(),
    );
    const target = targets.find(one => one.kind === kind && one.enabled);
    if (!target) {
      await claim.settle({
        status: 'failed',
        reason: 'the channel was turned off',
      });
      return;
    }
    const result = await sender.send(delivery, target);
    if (result.status === 'again') {
      const next = await claim.release(result.reason);
      logger.warn(
        { deliveryId: delivery.id, kind, reason: result.reason, next },
        'could not be delivered',
      );
      return;
    }
    if (result.status === 'gone') {
      await channels.disable(delivery.recipientId, kind, result.reason);
      await claim.settle({ status: 'failed', reason: result.reason });
      logger.warn(
        { deliveryId: delivery.id, kind, reason: result.reason },
        'channel is turned off',
      );
      return;
    }
    await claim.settle(result);
  }
}
