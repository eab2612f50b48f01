import type { Pool, PoolClient } from 'pg';
import { PgBoss, type Db, type JobInsert } from 'pg-boss';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import type {
  DeadLetter,
  DeadLetterQuery,
  EventBus,
  SubscribeOptions,
  Subscription,
} from '../EventBus.ts';
import { inTransaction } from '../inTransaction.ts';
import type { Logger } from '../parts.ts';
import { TOPICS } from '../topology.ts';
import { traceIn } from '../tracing.ts';
import { createJobId } from './createJobId.ts';
import {
  POSTPONED,
  PgBossSubscription,
  type MessageJob,
} from './PgBossSubscription.ts';
import { QUEUE_CHANNEL, QueueListener } from './QueueListener.ts';
import { openBusPool } from './openBusPool.ts';
import { ensureQueue, ensureQueues, queueOf } from './queues.ts';

export interface PgBossEventBusOptions {
  readonly url: string;
  readonly logger: Logger;
  readonly poolSize?: number;
  /** How long a message waits at most when its notification is lost. */
  readonly pollMs?: number;
}

/** Short, because the key of a message waits as long when the process dies that has it in hand. */
const SUPERVISE_SECONDS = 4;
/** Less than the interval above, so that no turn is left out for having come a moment early. */
const MONITOR_SECONDS = 3;
const DEFAULT_CONCURRENCY = 4;

/** A bus in PostgreSQL: pg-boss keeps the queues, strictly in order per key. */
export class PgBossEventBus implements EventBus {
  readonly #pool: Pool;
  readonly #boss: PgBoss;
  readonly #listener: QueueListener;
  readonly #logger: Logger;
  readonly #pollMs: number;
  readonly #subscriptions = new Set<PgBossSubscription>();

  private constructor(options: PgBossEventBusOptions) {
    const { url, logger, poolSize = 4, pollMs = 1_000 } = options;
    this.#logger = logger;
    this.#pollMs = pollMs;
    this.#pool = openBusPool({ url, logger, poolSize });
    this.#boss = new PgBoss({
      db: dbOf(this.#pool),
      schedule: false,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: MONITOR_SECONDS,
      maintenanceIntervalSeconds: 300,
    });
    this.#boss.on('error', error => {
      logger.warn({ err: error }, 'bus maintenance failed');
    });
    this.#boss.on('warning', warning => {
      logger.warn({ warning }, 'bus maintenance warns');
    });
    this.#listener = new QueueListener(url, logger);
  }

  /** Connects and makes the queues that are missing. */
  static async open(options: PgBossEventBusOptions): Promise<PgBossEventBus> {
    const bus = new PgBossEventBus(options);
    try {
      await bus.#boss.start();
      await ensureQueues(bus.#boss);
      await bus.#listener.connect();
      return bus;
    } catch (error) {
      await bus.close();
      throw error;
    }
  }

  /** All groups get the events, or none: a publisher that repeats a failure leaves no group behind. */
  async publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    const jobs = events.map((event): JobInsert<MessageJob> => ({
      singletonKey: event.subject,
      data: { value: JSON.stringify(event), ...traceIn(event) },
    }));
    await inTransaction(this.#pool, async client => {
      const { rows } = await client.query<{ name: string }>(
        'SELECT name FROM pgboss.subscription WHERE event = $1 ORDER BY name',
        [topic],
      );
      for (const { name } of rows) await this.#insert(client, name, jobs);
    });
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    const { topic, group, handle, concurrency = DEFAULT_CONCURRENCY } = options;
    const queue = await ensureQueue(this.#boss, topic, group);
    const subscription = new PgBossSubscription({
      boss: this.#boss,
      queue,
      topic,
      group,
      concurrency,
      pollMs: this.#pollMs,
      logger: this.#logger,
      handle,
      postpone: (job, retryInMs) => this.#postpone(queue, job, retryInMs),
    });
    const forget = this.#listener.on(queue, () => {
      subscription.wake();
    });
    this.#subscriptions.add(subscription);
    subscription.start();
    return {
      stop: async () => {
        forget();
        await subscription.stop();
        this.#subscriptions.delete(subscription);
      },
    };
  }

  async lag(topic: string, group: string): Promise<number> {
    const { rows } = await this.#pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pgboss.job WHERE name = $1 AND state < 'completed'`,
      [queueOf(topic, group)],
    );
    return rows[0]?.waiting ?? 0;
  }

  async sendDeadLetter(letter: DeadLetter): Promise<void> {
    await this.#boss.send(TOPICS.deadLetters, letter, { id: letter.id });
  }

  async readDeadLetters(query: DeadLetterQuery): Promise<DeadLetter[]> {
    const { limit, group = null, ids = null } = query;
    const { rows } = await this.#pool.query<{ data: DeadLetter }>(
      `SELECT data FROM pgboss.job
        WHERE name = $1 AND state < 'completed'
          AND ($2::text IS NULL OR data->>'group' = $2)
          AND ($3::text[] IS NULL OR id::text = ANY($3))
        ORDER BY created_on, id LIMIT $4`,
      [TOPICS.deadLetters, group, ids, limit],
    );
    return rows.map(row => row.data);
  }

  /** One transaction, so that a letter is either there or on its way. */
  async replayDeadLetter(letter: DeadLetter): Promise<void> {
    const { topic, group, key, value } = letter;
    const job = { singletonKey: key, data: { value, ...traceIn(letter) } };
    await inTransaction(this.#pool, async client => {
      await this.#boss.deleteJob(TOPICS.deadLetters, letter.id, {
        db: dbOf(client),
      });
      await this.#insert(client, queueOf(topic, group), [job]);
    });
  }

  async check(): Promise<void> {
    await this.#pool.query('SELECT 1');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map(one => one.stop()));
    this.#subscriptions.clear();
    await this.#listener.close();
    await this.#boss.stop({ graceful: false });
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #insert(
    client: PoolClient,
    queue: string,
    jobs: readonly JobInsert<MessageJob>[],
  ): Promise<void> {
    const ordered = jobs.map(job => ({ ...job, id: createJobId() }));
    await this.#boss.insert(queue, ordered, { db: dbOf(client) });
    await client.query('SELECT pg_notify($1, $2)', [QUEUE_CHANNEL, queue]);
  }

  async #postpone(queue: string, id: string, retryInMs: number): Promise<void> {
    await inTransaction(this.#pool, async client => {
      const db = dbOf(client);
      await this.#boss.fail(queue, id, POSTPONED, { db });
      const startAfter = new Date(Date.now() + retryInMs);
      await this.#boss.update(queue, undefined, { id, startAfter, db });
    });
  }
}

/** What pg-boss runs its statements on: the pool, or the transaction that they are to be part of. */
function dbOf(runner: Pool | PoolClient): Db {
  return {
    executeSql: async (text, values) => runner.query(text, values),
  };
}
