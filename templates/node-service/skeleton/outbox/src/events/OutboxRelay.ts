import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { inTransaction } from '../data/inTransaction.ts';
import type { Logger } from '../logger.ts';
import type { CloudEvent } from './CloudEvent.ts';
import type { EventBus } from './EventBus.ts';

export interface OutboxRelayOptions {
  readonly pool: Pool;
  readonly bus: EventBus;
  readonly topic: string;
  readonly logger: Logger;
  readonly intervalMs?: number;
}

const BATCH = 100;
/** Any number will do, as long as every replica of this service uses the same one. */
const RELAY_LOCK = 7_239_001;

/**
 * Publishes the events of the outbox in the order of their changes, each at least once. One replica at a
 * time does it: two would publish different batches side by side and lose the order.
 */
export class OutboxRelay {
  readonly #options: OutboxRelayOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(options: OutboxRelayOptions) {
    this.#options = options;
  }

  start(): void {
    const { intervalMs = 500 } = this.#options;
    this.#timer ??= setTimeout(() => {
      this.#running = this.#relay().finally(() => {
        if (!this.#timer) return;
        this.#timer = undefined;
        this.start();
      });
    }, intervalMs);
  }

  /** Publishes what is left before the broker connection goes; what fails now is sent after a restart. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
    await this.#relay();
  }

  /** Publishes one batch and answers how many events it held. */
  async publishBatch(): Promise<number> {
    const { bus, pool, topic } = this.#options;
    return inTransaction(pool, async (client) => {
      const lock = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_xact_lock($1) AS held',
        [RELAY_LOCK],
      );
      if (!lock.rows[0]?.held) return 0;

      const { rows } = await client.query<{ position: string; event: CloudEvent }>(
        'SELECT position, event FROM outbox ORDER BY position LIMIT $1',
        [BATCH],
      );
      if (rows.length === 0) return 0;

      await bus.publish(topic, ...rows.map((row) => row.event));
      await client.query('DELETE FROM outbox WHERE position = ANY($1)', [
        rows.map((row) => row.position),
      ]);
      return rows.length;
    });
  }

  registerMetrics(registry: Registry): void {
    const { pool } = this.#options;
    new Gauge({
      name: 'outbox_pending_messages',
      help: 'Events that wait to be published.',
      registers: [registry],
      async collect() {
        try {
          const { rows } = await pool.query<{ pending: number }>(
            'SELECT count(*)::int AS pending FROM outbox',
          );
          this.set(rows[0]?.pending ?? 0);
        } catch {
          // A scrape must not fail with the database: the other metrics show what is wrong.
          this.set(Number.NaN);
        }
      },
    });
  }

  async #relay(): Promise<void> {
    const { logger } = this.#options;
    try {
      while ((await this.publishBatch()) === BATCH);
      if (this.#failing) logger.info('events are published again');
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) logger.error({ err: error }, 'cannot publish events, keeping them');
      this.#failing = true;
    }
  }
}
