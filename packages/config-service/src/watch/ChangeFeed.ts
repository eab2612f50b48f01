import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger, Readiness } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { ConfigReader } from '../data/ConfigReader.ts';
import { DEFAULT_ENVIRONMENT } from '../domain/Layer.ts';
import { CONFIG_CHANNEL } from './configChannel.ts';

export interface ChangeFeedOptions {
  readonly pool: Pool;
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** How late a change is seen at most when its notification is lost. */
  readonly pollMs?: number;
}

const RECONNECT_MS = 500;

/**
 * Knows the last version of every environment. One connection of each replica listens for what any replica commits,
 * so that a thousand watchers cost one query for each change.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #waiting = new Set<() => void>();
  readonly #stopping = new AbortController();
  #versions: ReadonlyMap<string, number> = new Map();
  #listening: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #draining = false;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#refresh();
    this.#listening ??= this.#listen();
    this.#timer = setInterval(
      () => void this.#look(),
      this.#options.pollMs ?? 1_000,
    );
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    this.#wakeAll();
    await this.#listening;
  }

  versionOf(environment: string): number {
    return Math.max(
      this.#versions.get(environment) ?? 0,
      this.#versions.get(DEFAULT_ENVIRONMENT) ?? 0,
    );
  }

  /**
   * Waits until the environment has another version than the one that is known, which after a restore may be lower.
   * Ends early when the service drains or the caller hangs up.
   */
  async waitFor(
    environment: string,
    options: { known: number; waitMs: number; signal: AbortSignal },
  ): Promise<'changed' | 'unchanged'> {
    const { known, signal, waitMs } = options;
    const until = performance.now() + waitMs;
    for (;;) {
      if (this.versionOf(environment) !== known) return 'changed';
      const left = until - performance.now();
      if (left <= 0 || signal.aborted || this.#isEnding()) return 'unchanged';
      await this.#nextWake(left, signal);
    }
  }

  #isEnding(): boolean {
    return this.#draining || this.#stopping.signal.aborted;
  }

  /** A method, because the loop above has to see what other turns have done. */
  async #nextWake(waitMs: number, signal: AbortSignal): Promise<void> {
    const wake = new AbortController();
    const onWake = () => {
      wake.abort();
    };
    this.#waiting.add(onWake);
    await sleep(waitMs, undefined, {
      signal: AbortSignal.any([wake.signal, signal]),
      ref: false,
    }).catch(() => undefined);
    this.#waiting.delete(onWake);
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
  }

  async #refresh(): Promise<void> {
    const { pool } = this.#options;
    this.#versions = await new ConfigReader(pool).versions();
    this.#wakeAll();
  }

  /** Makes up for a lost notification, and lets watchers go when the service drains. */
  async #look(): Promise<void> {
    if (this.#waiting.size === 0) return;
    try {
      const { status } = await this.#options.readiness.report();
      this.#draining = status === 'stopping';
      await this.#refresh();
    } catch (error) {
      this.#options.logger.debug({ err: error }, 'cannot look for changes');
    }
  }

  async #listen(): Promise<void> {
    const { logger, pool } = this.#options;
    const { signal } = this.#stopping;
    // A function, because each await may be the moment in which the feed is stopped.
    const isStopped = () => signal.aborted;
    while (!isStopped()) {
      let client: PoolClient | undefined;
      try {
        client = await pool.connect();
        await this.#listenOn(client);
      } catch (error) {
        if (!isStopped()) {
          logger.warn({ err: error }, 'changes of others are seen later');
        }
      } finally {
        // The subscription belongs to the session, so the connection must not go back to the pool with it.
        client?.release(true);
      }
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Over one connection until it breaks, or until the feed is stopped. */
  async #listenOn(client: PoolClient): Promise<void> {
    const { signal } = this.#stopping;
    const ended = Promise.withResolvers<undefined>();
    client.on(
      'notification',
      () => void this.#refresh().catch(() => undefined),
    );
    client.on('error', ended.reject);
    client.on('end', () => {
      ended.resolve(undefined);
    });
    signal.addEventListener(
      'abort',
      () => {
        ended.resolve(undefined);
      },
      { once: true },
    );
    await client.query(`LISTEN ${CONFIG_CHANNEL}`);
    // What was committed before the subscription told nobody.
    await this.#refresh();
    await ended.promise;
  }
}
