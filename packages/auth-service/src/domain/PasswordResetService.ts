import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { ChallengeStore } from '../data/ChallengeStore.ts';
import { PasswordResetStore } from '../data/PasswordResetStore.ts';
import { UserStore } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import type { AttemptGuard } from './AttemptGuard.ts';
import { AttemptLimiter, type AttemptLimits } from './AttemptLimiter.ts';
import { checkPassword } from './checkPassword.ts';
import type { Origin } from './Origin.ts';
import type { PasswordHasher } from './PasswordHasher.ts';
import { resetLinkOver, weakPassword } from './problems.ts';
import { ResetLinks } from './ResetLinks.ts';
import { digest } from './secrets.ts';
import type { SessionService } from './SessionService.ts';
import { emailKeyOf, type User } from './User.ts';

export interface NewPassword {
  readonly token: string;
  readonly password: string;
}

export interface PasswordResetServiceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  readonly guard: AttemptGuard;
  readonly limits: AttemptLimits;
  readonly sessions: SessionService;
  readonly minLength: number;
  readonly publicUrl: string;
}

/** For people who forgot their password: a link by mail, and another password for whoever has it. */
export class PasswordResetService {
  readonly #options: PasswordResetServiceOptions;
  readonly #links: ResetLinks;
  readonly #limiter: AttemptLimiter;

  constructor(options: PasswordResetServiceOptions) {
    this.#options = options;
    this.#links = new ResetLinks(options);
    // Apart from sign-in: a lock-out is a reason to ask for a link, and asking must not lock anybody out.
    this.#limiter = new AttemptLimiter({ ...options, purpose: 'reset' });
  }

  /** Does the same work, and answers nothing that tells, whether somebody has the address or not. */
  async request(email: string, { ip }: Origin): Promise<void> {
    const limiter = this.#limiter;
    const emailKey = emailKeyOf(email);
    const keys = [limiter.accountKey(emailKey), limiter.ipKey(ip)];
    await limiter.assertOpen(this.#options.pool, keys);
    await inTransaction(this.#options.pool, async client => {
      for (const key of keys) await limiter.take(client, key);
      const user = await new UserStore(client).findByEmail(emailKey);
      await this.#links.send(
        client,
        user?.status === 'active' ? user : undefined,
      );
    });
  }

  /** The second factor stays: a mailbox alone does not open an account that has one. */
  async reset({ password, token }: NewPassword, origin: Origin): Promise<void> {
    const { clock, hasher, minLength, pool } = this.#options;
    const ipKey = this.#limiter.ipKey(origin.ip);
    await this.#limiter.assertOpen(pool, [ipKey]);
    const user = await this.#ownerOf(token);
    if (!user) {
      await this.#limiter.count(pool, ipKey);
      throw resetLinkOver();
    }
    const context = { email: user.email ?? '', name: user.name };
    const wrong = checkPassword(password, context, minLength);
    if (wrong !== undefined) throw weakPassword('password', wrong);

    const passwordHash = await hasher.inTurn(({ hash }) => hash(password));
    await inTransaction(pool, async client => {
      const store = new UserStore(client);
      const locked = await store.lock(user.id);
      const links = new PasswordResetStore(client);
      // Somebody may have used the link or disabled the person since it was looked up.
      if (locked?.status !== 'active') throw resetLinkOver();
      if ((await links.take(digest(token), clock.now())) === 'absent')
        throw resetLinkOver();
      await store.update(user.id, { passwordHash }, clock.now());
      await this.#endWhatTheOldOneOpened(client, locked);
    });
  }

  async #ownerOf(token: string): Promise<User | undefined> {
    const { clock, pool } = this.#options;
    const links = new PasswordResetStore(pool);
    const userId = await links.findLive(digest(token), clock.now());
    if (userId === undefined) return undefined;
    const user = await new UserStore(pool).find(userId);
    return user?.status === 'active' ? user : undefined;
  }

  /** Sessions, sign-ins that wait for their second factor, and the lock that failures have made. */
  async #endWhatTheOldOneOpened(
    client: PoolClient,
    { email, id }: User,
  ): Promise<void> {
    const { clock, guard, sessions } = this.#options;
    await new ChallengeStore(client).removeAllOf(id);
    await guard.forget(client, emailKeyOf(email ?? id));
    await sessions.revoke(client, { userId: id, reason: 'password-reset' });
    await recordEvent(client, {
      type: 'user.password-changed',
      subject: id,
      data: { userId: id },
      time: clock.now(),
    });
  }
}
