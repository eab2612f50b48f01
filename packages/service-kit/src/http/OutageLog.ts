import type { Logger } from 'pino';

const QUIET_MS = 10_000;
const MOST_REASONS = 100;

interface Outage {
  last: number;
  unlogged: number;
}

/**
 * Logs why requests fail while a dependency is away: the first time, and again when it happens after a time of quiet.
 * Each request still has its own line; the stack a thousand times over would only hide what else happens.
 */
export class OutageLog {
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #outages = new Map<string, Outage>();

  constructor(logger: Logger, now: () => number = () => performance.now()) {
    this.#logger = logger;
    this.#now = now;
  }

  add(reason: string, error: unknown): void {
    const now = this.#now();
    const known = this.#outages.get(reason);
    if (known && now - known.last < QUIET_MS) {
      known.last = now;
      known.unlogged += 1;
      return;
    }
    this.#logger.error(
      { err: error, reason, ...(known ? { unlogged: known.unlogged } : {}) },
      'a dependency does not answer; requests get 503',
    );
    // Reasons come from a short list; the bound only makes sure of it.
    if (!known && this.#outages.size >= MOST_REASONS) this.#outages.clear();
    this.#outages.set(reason, { last: now, unlogged: 0 });
  }
}
