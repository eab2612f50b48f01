import type { Notification, Pool, PoolClient } from 'pg';
import { backoffDelay } from '../consumer/backoff.ts';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import type { EventBus } from '../EventBus.ts';
import type { Logger } from '../parts.ts';
import { Signal } from '../Signal.ts';
import { OUTBOX_CHANNEL } from './outboxChannel.ts';

export interface OutboxRelayOptions {
  readonly pool: Pool;
  readonly bus: Pick<EventBus, 'publish'>;
  readonly logger: Logger;
  /** How long an event waits at most when its notification is lost. */
  readonly pollMs?: number;
  readonly batchSize?: number;
}

interface Row {
  readonly position: string;
  readonly topic: string;
  readonly event: CloudEvent;
}

/** Any number will do, as long as every replica of a service uses the same one. */
const RELAY_LOCK = 7_239_001;
/** How long nobody relays at most after the replica that did has died. */
const LOCK_RETRY_MS = 1_000;
const FAILURE_BACKOFF = { baseMs: 200, maxMs: 5_000 };

/**
 * Publishes the events of the outbox in the order of their positions, each at least once.
 *
 * One replica at a time does it, the one whose connection holds the lock: two would publish batches side by side and
 * lose the order. The lock goes with the connection, so that another replica follows when this one dies.
 */
export class OutboxRelay {
  readonly #options: OutboxRelayOptions;
  readonly #wake = new Signal();
  #running: Promise<void> | undefined;
  #stopping = false;
  #failures = 0;

  constructor(options: OutboxRelayOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Publishes what is there before it ends; what fails now is published after a restart, or by another replica. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake.fire();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      const delayMs = await this.#lead();
      if (this.#stopping) return;
      await this.#wake.wait(delayMs);
    }
  }

  /** Relays over one connection for as long as that works; answers how long to wait before the next try. */
  async #lead(): Promise<number> {
    const { pool, logger, pollMs = 1_000 } = this.#options;
    let client: PoolClient | undefined;
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
      this.#wake.fire();
    };
    const onNotification = ({ channel }: Notification) => {
      if (channel === OUTBOX_CHANNEL) this.#wake.fire();
    };
    try {
      client = await pool.connect();
      client.on('error', onError).on('notification', onNotification);
      if (!(await tryLock(client))) return LOCK_RETRY_MS;

      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
      for (;;) {
        await this.#drain(client);
        if (this.#stopping) {
          // Another replica need not wait for this session to end.
          await client.query('SELECT pg_advisory_unlock($1)', [RELAY_LOCK]);
          return 0;
        }
        await this.#wake.wait(pollMs);
        if (broken) throw broken;
      }
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      this.#failures += 1;
      if (this.#failures === 1) {
        logger.error({ err: error }, 'cannot publish events, keeping them');
      }
      return backoffDelay(this.#failures, FAILURE_BACKOFF);
    } finally {
      client?.off('error', onError).off('notification', onNotification);
      // The lock and the subscription belong to the session, so the connection must not go back to the pool with them.
      client?.release(broken ?? true);
    }
  }

  async #drain(client: PoolClient): Promise<void> {
    const { batchSize = 100, logger } = this.#options;
    for (;;) {
      const published = await this.#publishBatch(client, batchSize);
      if (this.#failures > 0) logger.info({}, 'events are published again');
      this.#failures = 0;
      if (published < batchSize) return;
    }
  }

  async #publishBatch(client: PoolClient, limit: number): Promise<number> {
    const { rows } = await client.query<Row>(
      'SELECT position, topic, event FROM outbox ORDER BY position LIMIT $1',
      [limit],
    );
    for (const run of splitByTopic(rows)) {
      await this.#options.bus.publish(
        run.topic,
        run.rows.map(row => row.event),
      );
      // Deleted at once, so that a failure of the next topic does not publish this one again.
      await client.query('DELETE FROM outbox WHERE position = ANY($1)', [
        run.rows.map(row => row.position),
      ]);
    }
    return rows.length;
  }
}

async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS held',
    [RELAY_LOCK],
  );
  return rows[0]?.held === true;
}

/** Order holds per key, and a key belongs to one topic, so each topic of a batch is sent at once. */
function splitByTopic(rows: readonly Row[]): { topic: string; rows: Row[] }[] {
  const byTopic = Map.groupBy(rows, row => row.topic);
  return [...byTopic].map(([topic, own]) => ({ topic, rows: own }));
}
