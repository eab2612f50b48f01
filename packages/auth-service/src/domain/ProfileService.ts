import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool } from 'pg';
import { PasswordResetStore } from '../data/PasswordResetStore.ts';
import { UserStore, type UserPatch } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import type { Actor } from './Actors.ts';
import { checkPassword } from './checkPassword.ts';
import type { Confirmation } from './Confirmation.ts';
import type { Origin } from './Origin.ts';
import type { PasswordHasher } from './PasswordHasher.ts';
import { notConfirmed, sessionOver, weakPassword } from './problems.ts';
import type { SessionService } from './SessionService.ts';
import type { User } from './User.ts';

export interface PasswordChange {
  readonly currentPassword?: string;
  readonly newPassword: string;
}

export interface ProfileServiceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  readonly confirmation: Confirmation;
  readonly sessions: SessionService;
  readonly minLength: number;
}

/** What people change about themselves. */
export class ProfileService {
  readonly #options: ProfileServiceOptions;

  constructor(options: ProfileServiceOptions) {
    this.#options = options;
  }

  async update(
    user: User,
    change: Pick<UserPatch, 'name' | 'preferences'>,
  ): Promise<User> {
    const { clock, pool } = this.#options;
    return inTransaction(pool, async client => {
      const store = new UserStore(client);
      const before = await store.lock(user.id);
      await store.update(user.id, change, clock.now());
      const after = await store.find(user.id);
      if (before?.status !== 'active' || !after) throw sessionOver();
      if (before.name !== after.name) {
        await recordEvent(client, {
          type: 'user.updated',
          subject: user.id,
          data: { userId: user.id, name: after.name },
          time: clock.now(),
        });
      }
      return after;
    });
  }

  /** Whoever else is signed in with the old password is signed out. */
  async changePassword(
    actor: Actor,
    change: PasswordChange,
    origin: Origin,
  ): Promise<void> {
    const { clock, confirmation, hasher, minLength, pool, sessions } =
      this.#options;
    const { sessionId, user } = actor;
    await confirmation.password(
      { user, origin },
      change.currentPassword,
      'currentPassword',
    );
    const context = { email: user.email ?? '', name: user.name };
    const wrong = checkPassword(change.newPassword, context, minLength);
    if (wrong !== undefined) throw weakPassword('newPassword', wrong);

    const passwordHash = await hasher.inTurn(({ hash }) =>
      hash(change.newPassword),
    );
    await inTransaction(pool, async client => {
      const store = new UserStore(client);
      const now = await store.lock(user.id);
      // Of two changes at the same time, the second has confirmed a password that is not the current one.
      if (now?.passwordHash !== user.passwordHash)
        throw notConfirmed('currentPassword');
      await store.update(user.id, { passwordHash }, clock.now());
      await new PasswordResetStore(client).removeOf(user.id);
      const reason = 'password-changed';
      await sessions.revoke(client, {
        userId: user.id,
        except: sessionId,
        reason,
      });
      await recordEvent(client, {
        type: 'user.password-changed',
        subject: user.id,
        data: { userId: user.id },
        time: clock.now(),
      });
    });
  }
}
