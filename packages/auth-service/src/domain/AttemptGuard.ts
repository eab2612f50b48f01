import type { Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { Queryable } from '../data/Queryable.ts';
import { recordEvent } from '../events/recordEvent.ts';
import { AttemptLimiter, type AttemptLimits } from './AttemptLimiter.ts';
import { digest } from './secrets.ts';

export interface Attempt {
  readonly emailKey: string;
  readonly ip: string;
  /** Absent when nobody has this address. */
  readonly userId?: string | undefined;
}

/**
 * Keeps out whoever guesses. Accounts stop whoever tries many passwords for one person; addresses stop whoever
 * tries one password for many.
 */
export class AttemptGuard {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #limiter: AttemptLimiter;

  constructor(options: { pool: Pool; clock: Clock; limits: AttemptLimits }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#limiter = new AttemptLimiter(options);
  }

  /** Throws 429 while the account or the address is locked; whether the account exists does not matter. */
  async assertOpen(
    { emailKey, ip }: Attempt,
    db: Queryable = this.#pool,
  ): Promise<void> {
    const limiter = this.#limiter;
    await limiter.assertOpen(db, [
      limiter.accountKey(emailKey),
      limiter.ipKey(ip),
    ]);
  }

  async fail(
    client: PoolClient,
    { emailKey, ip, userId }: Attempt,
    reason: string,
  ): Promise<void> {
    const now = this.#clock.now();
    const limiter = this.#limiter;
    const until = await limiter.count(client, limiter.accountKey(emailKey));
    await limiter.count(client, limiter.ipKey(ip));
    await recordEvent(client, {
      type: 'user.login-failed',
      subject:
        userId ?? `unknown-${digest(emailKey).toString('hex').slice(0, 16)}`,
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
    await this.#limiter.clear(db, this.#limiter.accountKey(emailKey));
  }

  async lockedUntil(emailKey: string): Promise<Date | undefined> {
    const limiter = this.#limiter;
    return limiter.lockedUntil(this.#pool, limiter.accountKey(emailKey));
  }
}
