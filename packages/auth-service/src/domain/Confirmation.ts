import { inTransaction } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { UserStore } from '../data/UserStore.ts';
import type { AttemptGuard } from './AttemptGuard.ts';
import type { Origin } from './Origin.ts';
import type { PasswordHasher } from './PasswordHasher.ts';
import { notConfirmed } from './problems.ts';
import { emailKeyOf, type User } from './User.ts';

/** Somebody who is signed in, with where the request comes from. */
export interface Confirmed {
  readonly user: User;
  readonly origin: Origin;
}

export type Outcome<T> =
  { readonly right: true; readonly value: T } | { readonly right: false };

/** Asks somebody who is signed in once more, before a change that a thief of the session would make first. */
export class Confirmation {
  readonly #pool: Pool;
  readonly #guard: AttemptGuard;
  readonly #hasher: PasswordHasher;

  constructor(options: {
    pool: Pool;
    guard: AttemptGuard;
    hasher: PasswordHasher;
  }) {
    this.#pool = options.pool;
    this.#guard = options.guard;
    this.#hasher = options.hasher;
  }

  /** Who signs in through a provider only has no password to show. */
  async password(
    who: Confirmed,
    password: string | undefined,
    field = 'password',
  ): Promise<void> {
    const { passwordHash } = who.user;
    if (passwordHash === undefined) return;
    if (password === undefined) throw notConfirmed(field);
    const outcome = await this.#hasher.inTurn(({ verify }) =>
      this.attempt(who, 'wrong-password', async () =>
        (await verify(passwordHash, password))
          ? { right: true, value: undefined }
          : { right: false },
      ),
    );
    if (!outcome.right) throw notConfirmed(field);
  }

  /** Counts a failure like one at sign-in. One person has one attempt at a time, so none escapes the count. */
  async attempt<T>(
    who: Confirmed,
    reason: string,
    work: (client: PoolClient) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const { origin, user } = who;
    const attempt = {
      emailKey: emailKeyOf(user.email ?? user.id),
      ip: origin.ip,
      userId: user.id,
    };
    return inTransaction(this.#pool, async client => {
      await new UserStore(client).lock(user.id);
      await this.#guard.assertOpen(attempt, client);
      const outcome = await work(client);
      if (!outcome.right) await this.#guard.fail(client, attempt, reason);
      return outcome;
    });
  }
}
