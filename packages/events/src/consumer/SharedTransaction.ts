import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import { inTransaction } from '../inTransaction.ts';
import type { Logger } from '../parts.ts';

/** An event among others of its batch. */
export interface BatchedEvent {
  readonly event: CloudEvent;
  /** Runs work in the trace of this event: what the whole batch does belongs to none of its traces. */
  readonly inTrace: <T>(work: () => T) => T;
}

/** What to do with several events at once, in one transaction that also records that it was done. */
export interface EventBatch {
  readonly types: readonly string[];
  /** No event is given twice. A throw undoes all of it, and each event is then handled alone. */
  readonly handle: (
    events: readonly BatchedEvent[],
    client: PoolClient,
  ) => Promise<void>;
}

export interface SharedTransactionOptions {
  readonly pool: Pool;
  readonly group: string;
  readonly batch: EventBatch;
  readonly logger: Logger;
}

interface Waiting extends BatchedEvent {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The ids in one order everywhere, so that two consumers that have the same events do not wait for each other. */
const REMEMBER = `
  INSERT INTO processed_events (consumer_group, event_id)
  SELECT $1, event_id FROM unnest($2::text[]) AS new (event_id) ORDER BY event_id
      ON CONFLICT DO NOTHING RETURNING event_id AS id`;

/**
 * Handles in one transaction all events that have come while the last one was under way: where each alone would wait
 * for the same lock and for the disk, they wait once. How many come together is bounded by the concurrency.
 */
export class SharedTransaction {
  readonly #options: SharedTransactionOptions;
  readonly #types: ReadonlySet<string>;
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(options: SharedTransactionOptions) {
    this.#options = options;
    this.#types = new Set(options.batch.types);
  }

  handles(type: string): boolean {
    return this.#types.has(type);
  }

  /** Resolves when the work of the event is committed. */
  handle(event: CloudEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      const inTrace = AsyncLocalStorage.snapshot();
      this.#waiting.push({ event, inTrace, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  /** For an event that failed before, so that it spoils no batch a second time. */
  async handleAlone(event: CloudEvent): Promise<void> {
    await this.#commit([{ event, inTrace: AsyncLocalStorage.snapshot() }]);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // The others of the same fetch are on their way.
    await turn();
    while (this.#waiting.length > 0) {
      await this.#settle(this.#waiting.splice(0));
      // Those whose turn it is now that these are done come before the next batch begins.
      await turn();
    }
    this.#isRunning = false;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#commit(batch);
      for (const one of batch) one.resolve();
    } catch (error) {
      const { group, logger } = this.#options;
      logger.debug({ err: error, group }, 'batch failed, handling each alone');
      await Promise.all(
        batch.map(one => this.#commit([one]).then(one.resolve, one.reject)),
      );
    }
  }

  async #commit(events: readonly BatchedEvent[]): Promise<void> {
    const { batch, group, pool } = this.#options;
    await inTransaction(pool, async client => {
      const ids = events.map(({ event }) => event.id);
      const { rows } = await client.query<{ id: string }>(REMEMBER, [
        group,
        ids,
      ]);
      const fresh = new Set(rows.map(({ id }) => id));
      // A message that came twice under different keys may be in one batch.
      const own = events.filter(({ event }) => fresh.delete(event.id));
      if (own.length > 0) await batch.handle(own, client);
    });
  }
}
