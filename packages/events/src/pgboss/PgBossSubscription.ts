import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { backoffDelay } from '../consumer/backoff.ts';
import type { Delivery, Settlement, Subscription } from '../EventBus.ts';
import type { Logger } from '../parts.ts';
import { Signal } from '../Signal.ts';
import { Slots } from '../Slots.ts';
import { JobRemover } from './JobRemover.ts';
import type { TraceContext } from '../tracing.ts';

/** What a message is in its queue. */
export interface MessageJob extends TraceContext {
  readonly value: string;
}

export interface PgBossSubscriptionOptions {
  readonly boss: PgBoss;
  readonly queue: string;
  readonly topic: string;
  readonly group: string;
  readonly concurrency: number;
  readonly pollMs: number;
  readonly logger: Logger;
  readonly handle: (delivery: Delivery) => Promise<Settlement>;
  /** Puts a job back in one transaction, to be fetched again after a while. */
  readonly postpone: (job: string, retryInMs: number) => Promise<void>;
}

type Job = JobWithMetadata<MessageJob>;

/** So many messages per handler are fetched ahead: a fetch costs as much as the work of several messages. */
const FETCH_AHEAD = 5;
/** What is fetched ahead is out of reach for other consumers, and goes back one by one when this one stops. */
const MOST_FETCHED_AHEAD = 64;
const HEARTBEAT_MS = 3_000;
const FAILURE_BACKOFF = { baseMs: 200, maxMs: 5_000 };
const RETRY_AFTER_THROW_MS = 1_000;
/** How the queue tells an attempt that failed from one whose process died: only the first leaves this mark. */
export const POSTPONED = { postponed: true };

/** Fetches the messages of one group and handles up to so many at a time, never two of one key. */
export class PgBossSubscription implements Subscription {
  readonly #options: PgBossSubscriptionOptions;
  readonly #slots: Slots;
  readonly #remover: JobRemover;
  readonly #capacity: number;
  readonly #wake = new Signal();
  readonly #inHand = new Map<string, Promise<void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #heartbeat: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopping = false;
  #failures = 0;

  constructor(options: PgBossSubscriptionOptions) {
    const { boss, queue, concurrency } = options;
    this.#options = options;
    this.#slots = new Slots(concurrency);
    this.#remover = new JobRemover(boss, queue);
    this.#capacity =
      concurrency + Math.min(concurrency * FETCH_AHEAD, MOST_FETCHED_AHEAD);
  }

  start(): void {
    this.#running ??= this.#run();
    this.#heartbeat ??= setInterval(() => void this.#beat(), HEARTBEAT_MS);
  }

  wake(): void {
    this.#wake.fire();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake.fire();
    await this.#running;
    await Promise.all(this.#inHand.values());
    clearInterval(this.#heartbeat);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #run(): Promise<void> {
    const { pollMs } = this.#options;
    while (!this.#stopping) {
      const free = this.#capacity - this.#inHand.size;
      const isLow = free >= this.#capacity / 2;
      const fetched = isLow ? await this.#fetch(free) : 0;
      if (fetched === undefined) {
        await this.#wake.wait(backoffDelay(this.#failures, FAILURE_BACKOFF));
      } else if (fetched < free || !isLow) {
        await this.#wake.wait(pollMs);
      }
    }
  }

  async #fetch(limit: number): Promise<number | undefined> {
    const { boss, queue, logger } = this.#options;
    try {
      const jobs = await boss.fetch<MessageJob>(queue, {
        batchSize: limit,
        includeMetadata: true,
      });
      for (const job of jobs) this.#take(job);
      if (this.#failures > 0) logger.info({ queue }, 'queue answers again');
      this.#failures = 0;
      return jobs.length;
    } catch (error) {
      this.#failures += 1;
      if (this.#failures === 1) {
        logger.error({ err: error, queue }, 'cannot fetch messages');
      }
      return undefined;
    }
  }

  #take(job: Job): void {
    const work = this.#handle(job).finally(() => {
      this.#inHand.delete(job.id);
      // The next message of its key may be fetched from now on.
      this.#wake.fire();
    });
    this.#inHand.set(job.id, work);
  }

  /** Never throws: a job that can neither be settled nor postponed comes back when its heartbeat is missed. */
  async #handle(job: Job): Promise<void> {
    const { logger, postpone, queue } = this.#options;
    const settlement = await this.#slots.run(() => this.#attempt(job));
    try {
      if (settlement === 'settled') {
        await this.#remover.remove(job.id);
      } else {
        await postpone(job.id, settlement.retryInMs);
        this.#wakeIn(settlement.retryInMs);
      }
    } catch (error) {
      logger.error({ err: error, queue }, 'message could not be settled');
    }
  }

  async #attempt(job: Job): Promise<Settlement> {
    const { handle, logger, queue } = this.#options;
    // Fetched ahead and not begun: another consumer may have it at once.
    if (this.#stopping) return { retryInMs: 0 };
    try {
      return await handle(this.#deliveryOf(job));
    } catch (error) {
      logger.error({ err: error, queue }, 'message handler threw');
      return { retryInMs: RETRY_AFTER_THROW_MS };
    }
  }

  #deliveryOf(job: Job): Delivery {
    const { topic, group } = this.#options;
    const { value, ...trace } = job.data;
    return {
      topic,
      group,
      key: job.singletonKey ?? '',
      value,
      attempt: job.retryCount + 1,
      lost: job.retryCount > 0 && !('postponed' in job.output),
      firstSeen: job.createdOn,
      trace,
    };
  }

  #wakeIn(delayMs: number): void {
    if (this.#stopping) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#wake.fire();
    }, delayMs + 5);
    this.#timers.add(timer);
  }

  /** Tells the queue that the messages in hand are still in hand. */
  async #beat(): Promise<void> {
    if (this.#inHand.size === 0) return;
    const { boss, queue, logger } = this.#options;
    await boss
      .touch(queue, [...this.#inHand.keys()])
      .catch((error: unknown) => {
        logger.warn({ err: error, queue }, 'heartbeat of messages failed');
      });
  }
}
