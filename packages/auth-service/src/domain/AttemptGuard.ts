import type { Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { AttemptStore, type AttemptKey } from '../data/AttemptStore.ts';
import type { Queryable } from '../data/Queryable.ts';
import { recordEvent } from '../events/recordEvent.ts';
import { addressKey } from './addressKey.ts';
import { secondsAfter } from './lifetimes.ts';
import { tooManyAttempts } from './problems.ts';
import { digest } from './secrets.ts';

export interface Attempt {
  readonly emailKey: string;
  readonly ip: string;
  /** Absent when nobody has this address. */
  readonly userId?: string | undefined;
}

export interface AttemptLimits {
  readonly accountAfter: number;
  readonly ipAfter: number;
  readonly baseSeconds: number;
  readonly maxSeconds: number;
}

/** How long failures are remembered: an account gathers them over a day, an address is soon somebody else's. */
const FORGET_SECONDS = { account: 24 * 60 * 60, ip: 60 * 60 } as const;

/**
 * Locks an account or an address for a while after failures, each time twice as long. Accounts stop whoever tries
 * many passwords for one person; addresses stop whoever tries one password for many. It is kept in PostgreSQL, so
 * that all replicas count together and a restart forgets nothing.
 */
export class AttemptGuard {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #limits: AttemptLimits;

  constructor(options: { pool: Pool; clock: Clock; limits: AttemptLimits }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#limits = options.limits;
  }

  /** Throws 429 while the account or the address is locked; whether the account exists does not matter. */
  async assertOpen(
    attempt: Attempt,
    db: Queryable = this.#pool,
  ): Promise<void> {
    const now = this.#clock.now();
    const keys = [accountKey(attempt.emailKey), ipKey(attempt.ip)];
    const until = await new AttemptStore(db).lockedUntil(keys, now);
    if (!until) return;
    throw tooManyAttempts(
      Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000)),
    );
  }

  async fail(
    client: PoolClient,
    attempt: Attempt,
    reason: string,
  ): Promise<void> {
    const now = this.#clock.now();
    const until = await this.#count(client, accountKey(attempt.emailKey), now);
    await this.#count(client, ipKey(attempt.ip), now);
    const { userId } = attempt;
    await recordEvent(client, {
      type: 'user.login-failed',
      subject:
        userId ??
        `unknown-${digest(attempt.emailKey).toString('hex').slice(0, 16)}`,
      data: { ...(userId === undefined ? {} : { userId }), reason },
      time: now,
    });
    if (!until || userId === undefined) return;
    await recordEvent(client, {
      type: 'user.locked',
      subject: userId,
      data: { userId, until: until.toISOString() },
      time: now,
    });
  }

  /** After a whole sign-in. The address stays counted: one good account must not buy more guesses. */
  async forget(db: Queryable, emailKey: string): Promise<void> {
    await new AttemptStore(db).clear(accountKey(emailKey));
  }

  async lockedUntil(emailKey: string): Promise<Date | undefined> {
    const store = new AttemptStore(this.#pool);
    return store.lockedUntil([accountKey(emailKey)], this.#clock.now());
  }

  async #count(
    db: Queryable,
    key: AttemptKey,
    now: Date,
  ): Promise<Date | undefined> {
    const store = new AttemptStore(db);
    const forgetBefore = secondsAfter(now, -FORGET_SECONDS[key.scope]);
    const failures = await store.count(key, now, forgetBefore);
    const { accountAfter, baseSeconds, ipAfter, maxSeconds } = this.#limits;
    const beyond =
      failures - (key.scope === 'account' ? accountAfter : ipAfter);
    if (beyond < 0) return undefined;
    const until = secondsAfter(
      now,
      Math.min(baseSeconds * 2 ** beyond, maxSeconds),
    );
    await store.lock(key, until);
    return until;
  }
}

function accountKey(emailKey: string): AttemptKey {
  return { scope: 'account', keyHash: digest(emailKey) };
}

function ipKey(ip: string): AttemptKey {
  return { scope: 'ip', keyHash: digest(addressKey(ip)) };
}
