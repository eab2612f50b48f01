import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { AuditEvent } from '@notes/plugin-audit-log-common';

/** Keeps events for good; an event that is known by its id is replaced. @internal */
export interface AuditWriter {
  write(events: AuditEvent[]): Promise<void>;
}

/** @internal */
export interface AuditQueueOptions {
  logger: LoggerService;
  capacity?: number;
  batchSize?: number;
  /** How long events gather before they are written. */
  delayMs?: number;
  maxRetryDelayMs?: number;
}

/**
 * Holds events until they are written, so that no request waits for the
 * database and none fails with it.
 *
 * The queue is bounded: when the database stays away, the oldest events are
 * dropped from here. They remain in the log of the process.
 *
 * @internal
 */
export class AuditQueue {
  readonly #options: Required<AuditQueueOptions>;
  #pending = new Map<string, AuditEvent>();
  #writer: AuditWriter | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<'written' | 'failed'> | undefined;
  /** Failed attempts in a row, which make the next one wait longer. */
  #failures = 0;
  /** Set from the first failure until everything is written. */
  #isBehind = false;
  #written = 0;
  #dropped = 0;
  #closed = false;

  constructor(options: AuditQueueOptions) {
    this.#options = {
      capacity: 10_000,
      batchSize: 500,
      delayMs: 200,
      maxRetryDelayMs: 30_000,
      ...options,
    };
  }

  /** The number of events that are not written yet. */
  get size(): number {
    return this.#pending.size;
  }

  /** Takes an event, or the newer state of one, without waiting. */
  add(event: AuditEvent): void {
    this.#pending.set(event.id, event);
    if (this.#pending.size > this.#options.capacity) {
      this.#dropOldest();
    }
    this.#schedule();
  }

  /** Starts to write what is waiting and what comes. */
  start(writer: AuditWriter): void {
    this.#writer = writer;
    this.#schedule();
  }

  /**
   * Writes what is waiting and stops the timer. Events that come later stay in
   * the queue until the next call.
   *
   * @returns the number of events that could not be written in time
   */
  async close(writer: AuditWriter, timeoutMs: number): Promise<number> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#writer = writer;
    const deadline = Date.now() + timeoutMs;
    while (this.size > 0 || this.#writing) {
      const left = deadline - Date.now();
      if (left <= 0 || (await this.#settle(this.#flush(), left)) === 'failed') {
        break;
      }
    }
    return this.size;
  }

  async #settle(work: Promise<'written' | 'failed'>, timeoutMs: number) {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'failed'>(resolve => {
      timer = setTimeout(() => resolve('failed'), timeoutMs);
    });
    try {
      return await Promise.race([work, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  #schedule(): void {
    if (!this.#writer || this.#timer || this.#closed || this.size === 0) {
      return;
    }
    const { delayMs, maxRetryDelayMs } = this.#options;
    const delay = Math.min(delayMs * 2 ** this.#failures, maxRetryDelayMs);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // Never rejects: a failed write is counted and tried again.
      void this.#flush().then(() => this.#schedule());
    }, delay);
    this.#timer.unref();
  }

  /** Writes one batch; callers share the batch that is under way. */
  async #flush(): Promise<'written' | 'failed'> {
    this.#writing ??= this.#writeBatch().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeBatch(): Promise<'written' | 'failed'> {
    const batch = [...this.#pending.values()].slice(0, this.#options.batchSize);
    if (batch.length === 0) {
      return 'written';
    }
    batch.forEach(({ id }) => this.#pending.delete(id));
    try {
      await this.#writer?.write(batch);
    } catch (error) {
      // Back to the front; a state that came meanwhile is newer and wins.
      const earlier = batch.map(event => [event.id, event] as const);
      this.#pending = new Map([...earlier, ...this.#pending]);
      this.#reportFailure(toError(error));
      return 'failed';
    }
    this.#reportSuccess(batch.length);
    return 'written';
  }

  #dropOldest(): void {
    const [oldest] = this.#pending.keys();
    this.#pending.delete(oldest);
    this.#dropped += 1;
    if (this.#dropped === 1) {
      this.#options.logger.error(
        `The audit log cannot hold more than ${this.#options.capacity} events in memory; the oldest are left out of the table and remain in this log only`,
      );
    }
  }

  #reportFailure(error: Error): void {
    this.#failures += 1;
    if (!this.#isBehind) {
      this.#isBehind = true;
      this.#written = 0;
      this.#options.logger.warn(
        `The audit log cannot write to its database and keeps events in memory until it can: ${error.message}`,
      );
    }
  }

  #reportSuccess(count: number): void {
    this.#failures = 0;
    this.#written += count;
    if (this.#isBehind && this.size === 0) {
      this.#options.logger.info(
        `The audit log has caught up: ${this.#written} events written, ${this.#dropped} left out`,
      );
      this.#isBehind = false;
      this.#dropped = 0;
    }
  }
}
