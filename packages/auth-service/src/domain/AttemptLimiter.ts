import type { Clock } from '@notes/service-kit';
import {
  AttemptStore,
  type AttemptKey,
  type Counted,
} from '../data/AttemptStore.ts';
import type { Queryable } from '../data/Queryable.ts';
import { addressKey } from './addressKey.ts';
import { secondsAfter } from './lifetimes.ts';
import { tooManyAttempts } from './problems.ts';
import { digest } from './secrets.ts';

export interface AttemptLimits {
  readonly accountAfter: number;
  readonly ipAfter: number;
  readonly baseSeconds: number;
  readonly maxSeconds: number;
}

export interface AttemptLimiterOptions {
  readonly clock: Clock;
  readonly limits: AttemptLimits;
  /** What is counted apart from everything else; sign-in has none. */
  readonly purpose?: string;
}

/** How long attempts are remembered: an account gathers them over a day, an address is soon somebody else's. */
const FORGET_SECONDS = { account: 24 * 60 * 60, ip: 60 * 60 } as const;

/**
 * Counts attempts by account and by address, and locks either for a while, each time twice as long. It is kept in
 * PostgreSQL, so that all replicas count together and a restart forgets nothing.
 */
export class AttemptLimiter {
  readonly #clock: Clock;
  readonly #limits: AttemptLimits;
  readonly #prefix: string;

  constructor({ clock, limits, purpose }: AttemptLimiterOptions) {
    this.#clock = clock;
    this.#limits = limits;
    // No address has a space, so that keys of different purposes are never the same.
    this.#prefix = purpose === undefined ? '' : `${purpose} `;
  }

  accountKey(emailKey: string): AttemptKey {
    return { scope: 'account', keyHash: digest(this.#prefix + emailKey) };
  }

  ipKey(ip: string): AttemptKey {
    return { scope: 'ip', keyHash: digest(this.#prefix + addressKey(ip)) };
  }

  /** Throws 429 while one of them is locked. */
  async assertOpen(db: Queryable, keys: readonly AttemptKey[]): Promise<void> {
    const now = this.#clock.now();
    const until = await new AttemptStore(db).lockedUntil(keys, now);
    if (until) throw this.#refusal(until);
  }

  /** Counts one more, and answers until when that locks the key. */
  async count(db: Queryable, key: AttemptKey): Promise<Date | undefined> {
    const { failures } = await this.#add(db, key);
    return this.#lock(db, key, failures);
  }

  /** Counts one more, or throws 429 when those that were counted in the meantime have locked the key. */
  async take(db: Queryable, key: AttemptKey): Promise<void> {
    const { failures, lockedUntil } = await this.#add(db, key);
    if (lockedUntil && lockedUntil > this.#clock.now()) {
      throw this.#refusal(lockedUntil);
    }
    await this.#lock(db, key, failures);
  }

  async clear(db: Queryable, key: AttemptKey): Promise<void> {
    await new AttemptStore(db).clear(key);
  }

  async lockedUntil(db: Queryable, key: AttemptKey): Promise<Date | undefined> {
    return new AttemptStore(db).lockedUntil([key], this.#clock.now());
  }

  #add(db: Queryable, key: AttemptKey): Promise<Counted> {
    const now = this.#clock.now();
    const forgetBefore = secondsAfter(now, -FORGET_SECONDS[key.scope]);
    return new AttemptStore(db).count(key, now, forgetBefore);
  }

  async #lock(
    db: Queryable,
    key: AttemptKey,
    failures: number,
  ): Promise<Date | undefined> {
    const { accountAfter, baseSeconds, ipAfter, maxSeconds } = this.#limits;
    const least = key.scope === 'account' ? accountAfter : ipAfter;
    const beyond = failures - least;
    if (beyond < 0) return undefined;
    const seconds = Math.min(baseSeconds * 2 ** beyond, maxSeconds);
    const until = secondsAfter(this.#clock.now(), seconds);
    await new AttemptStore(db).lock(key, until);
    return until;
  }

  #refusal(until: Date): Error {
    const wait = until.getTime() - this.#clock.now().getTime();
    return tooManyAttempts(Math.max(1, Math.ceil(wait / 1_000)));
  }
}
