import { randomUUID } from 'node:crypto';
import type {
  Claim,
  Ledger,
  Outcome,
} from '@notes/functions/email-notification';
import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { Delivery } from '../domain/Delivery.ts';
import { noteMailed } from '../events/noteMailed.ts';
import { SECRET_TEMPLATES, templateOf } from '../templates/catalogue.ts';
import {
  DELIVERY_COLUMNS,
  toDelivery,
  type DeliveryRow,
} from './deliveryRow.ts';
import { RecipientStore } from './RecipientStore.ts';

export interface PostgresLedgerOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly attempts: number;
  /** How long to wait after that many failures. */
  readonly delayAfter: (attempts: number) => number;
  readonly onSettled?: (delivery: Delivery) => void;
}

type Settled =
  Outcome | { readonly status: 'suppressed'; readonly reason: string };

const MOST_REASON = 300;

/**
 * Who may send what, in the table of deliveries. The right to send is a lease: a process that dies keeps it until the
 * lease ends, and no longer. The first to settle a delivery does so for good, and tells of it in the same transaction.
 */
export class PostgresLedger implements Ledger {
  readonly #options: PostgresLedgerOptions;

  constructor(options: PostgresLedgerOptions) {
    this.#options = options;
  }

  async claim(sendKey: string): Promise<Claim | 'busy' | 'settled'> {
    const { clock, leaseMs, pool } = this.#options;
    const now = clock.now();
    const token = randomUUID();
    const { rows } = await pool.query<DeliveryRow>(
      `UPDATE deliveries SET lease_token = $2, lease_until = $3
        WHERE send_key = $1 AND state IN ('pending', 'queued') AND (lease_until IS NULL OR lease_until <= $4)
        RETURNING ${DELIVERY_COLUMNS}`,
      [sendKey, token, new Date(now.getTime() + leaseMs), now],
    );
    const [row] = rows;
    if (!row) return this.#whyNot(sendKey);
    const delivery = toDelivery(row);
    if (await this.#isUnwanted(delivery)) {
      const reason = 'unsubscribed before it was sent';
      await this.#settle(delivery.id, { status: 'suppressed', reason });
      return 'settled';
    }
    return this.claimOf(delivery, token);
  }

  /** The claim on a delivery whose lease was taken with this token. */
  claimOf(delivery: Delivery, token: string): Claim {
    return {
      settle: async outcome => {
        await this.#settle(delivery.id, outcome, token);
      },
      release: reason => this.#release(delivery, token, reason),
    };
  }

  /** What another system says about a mail that it has sent or refused. */
  async report(sendKey: string, outcome: Outcome): Promise<void> {
    const { rows } = await this.#options.pool.query<{ id: string }>(
      'SELECT id FROM deliveries WHERE send_key = $1',
      [sendKey],
    );
    if (rows[0]) await this.#settle(rows[0].id, outcome);
  }

  async #whyNot(sendKey: string): Promise<'busy' | 'settled'> {
    const { rowCount } = await this.#options.pool.query(
      `SELECT 1 FROM deliveries WHERE send_key = $1 AND state IN ('pending', 'queued')`,
      [sendKey],
    );
    return rowCount === 1 ? 'busy' : 'settled';
  }

  async #isUnwanted({ recipientId, template }: Delivery): Promise<boolean> {
    const category = templateOf(template)?.category;
    if (category !== 'notes') return false;
    const recipients = new RecipientStore(this.#options.pool);
    return recipients.hasUnsubscribed(recipientId, category);
  }

  async #settle(
    id: string,
    outcome: Settled,
    token?: string,
  ): Promise<boolean> {
    const { onSettled, pool } = this.#options;
    const settled = await inTransaction(pool, client =>
      this.#settleIn(client, { id, outcome, token }),
    );
    if (settled) onSettled?.(settled);
    return settled !== undefined;
  }

  async #settleIn(
    client: PoolClient,
    settling: { id: string; outcome: Settled; token: string | undefined },
  ): Promise<Delivery | undefined> {
    const { id, outcome, token } = settling;
    const now = this.#options.clock.now();
    const { status } = outcome;
    // A mail that is out is out, whoever sent it; that it failed is for the holder of the lease alone to say.
    const holder = status === 'failed' ? token : undefined;
    const { rows } = await client.query<DeliveryRow>(
      `UPDATE deliveries SET state = $2, receipt = $3, reason = $4, settled_at = $5, lease_token = NULL, lease_until = NULL,
              attempts = attempts + CASE WHEN $2 = 'sent' OR $6 THEN 1 ELSE 0 END,
              data = CASE WHEN $2 = 'failed' AND template <> ALL ($7) THEN data END
        WHERE id = $1 AND state IN ('pending', 'queued') AND ($8::uuid IS NULL OR lease_token = $8)
        RETURNING ${DELIVERY_COLUMNS}`,
      [
        id,
        status,
        status === 'sent' ? outcome.receipt.slice(0, MOST_REASON) : null,
        status === 'sent' ? null : shortened(outcome.reason),
        now,
        status === 'failed',
        SECRET_TEMPLATES,
        holder,
      ],
    );
    const [row] = rows;
    if (!row) return undefined;
    const delivery = toDelivery(row);
    await noteMailed(client, delivery, now);
    return delivery;
  }

  async #release(
    delivery: Delivery,
    token: string,
    reason: string,
  ): Promise<'retry' | 'given-up'> {
    const { attempts: most, clock, delayAfter, pool } = this.#options;
    const attempts = delivery.attempts + 1;
    if (attempts >= most) {
      const failed = { status: 'failed', reason } as const;
      const isOurs = await this.#settle(delivery.id, failed, token);
      return isOurs ? 'given-up' : 'retry';
    }
    const next = new Date(clock.now().getTime() + delayAfter(attempts));
    await pool.query(
      `UPDATE deliveries SET attempts = $3, reason = $4, run_at = $5, lease_token = NULL, lease_until = NULL
        WHERE id = $1 AND lease_token = $2`,
      [delivery.id, token, attempts, shortened(reason), next],
    );
    return 'retry';
  }
}

function shortened(reason: string): string {
  return reason.slice(0, MOST_REASON) || 'unknown';
}
