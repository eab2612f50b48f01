import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { RoleStore } from '../data/RoleStore.ts';
import { UserStore, type UserFilter } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import type { AttemptGuard } from './AttemptGuard.ts';
import { conflict, forbidden, notFound } from './problems.ts';
import type { SessionService } from './SessionService.ts';
import { emailKeyOf, isAdmin, type User } from './User.ts';

export interface UserChange {
  readonly name?: string;
  readonly status?: 'active' | 'disabled';
}

export interface UserServiceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly guard: AttemptGuard;
  readonly sessions: SessionService;
}

/** What administrators do with people. */
export class UserService {
  readonly #options: UserServiceOptions;

  constructor(options: UserServiceOptions) {
    this.#options = options;
  }

  list(filter: UserFilter): Promise<User[]> {
    return new UserStore(this.#options.pool).list(filter);
  }

  async get(id: string): Promise<User> {
    const user = await new UserStore(this.#options.pool).find(id);
    if (!user) throw notFound('user', id);
    return user;
  }

  /** Until when failed attempts keep somebody out. */
  async lockedUntil(user: User): Promise<Date | undefined> {
    if (user.email === undefined) return undefined;
    return this.#options.guard.lockedUntil(emailKeyOf(user.email));
  }

  update(actor: User, id: string, change: UserChange): Promise<User> {
    return this.#change(actor, id, async (client, user) => {
      const { clock, sessions } = this.#options;
      if (user.status === 'deleted')
        throw conflict('user-deleted', 'The person is anonymised.');
      const disables = change.status === 'disabled' && user.status === 'active';
      if (disables) await refuseLastAdmin(client, user);
      await new UserStore(client).update(id, change, clock.now());
      if (disables)
        await sessions.revoke(client, { userId: id, reason: 'user-disabled' });
      await recordEvent(client, {
        type: 'user.updated',
        subject: id,
        data: {
          userId: id,
          ...(change.name === undefined ? {} : { name: change.name }),
        },
        time: clock.now(),
      });
    });
  }

  async anonymise(actor: User, id: string): Promise<void> {
    const { clock, sessions } = this.#options;
    await this.#change(actor, id, async (client, user) => {
      // Deleting twice is one deletion.
      if (user.status === 'deleted') return;
      await refuseLastAdmin(client, user);
      await sessions.revoke(client, { userId: id, reason: 'user-deleted' });
      await this.#options.guard.forget(client, emailKeyOf(user.email ?? id));
      await new UserStore(client).anonymise(id, clock.now());
      const event = {
        type: 'user.deleted',
        subject: id,
        data: { userId: id },
      } as const;
      await recordEvent(client, { ...event, time: clock.now() });
    });
  }

  setRoles(actor: User, id: string, roles: readonly string[]): Promise<User> {
    return this.#change(actor, id, async (client, user) => {
      if (user.status === 'deleted')
        throw conflict('user-deleted', 'The person is anonymised.');
      const unknown = await new RoleStore(client).unknownOf(roles);
      if (unknown.length > 0)
        throw conflict(
          'unknown-role',
          `There is no role "${unknown[0] ?? ''}".`,
        );
      if (!roles.includes('admin')) await refuseLastAdmin(client, user);
      await new UserStore(client).setRoles(id, roles);
      await recordEvent(client, {
        type: 'role.changed',
        subject: id,
        data: { userId: id, roles: [...roles], actorId: actor.id },
        time: this.#options.clock.now(),
      });
    });
  }

  async revokeSessions(actor: User, id: string): Promise<void> {
    await this.#change(actor, id, async client => {
      await this.#options.sessions.revoke(client, {
        userId: id,
        reason: 'revoked-by-admin',
      });
    });
  }

  async unlock(actor: User, id: string): Promise<void> {
    await this.#change(actor, id, async (client, user) => {
      if (user.email !== undefined)
        await this.#options.guard.forget(client, emailKeyOf(user.email));
    });
  }

  async #change(
    actor: User,
    id: string,
    work: (client: PoolClient, user: User) => Promise<void>,
  ): Promise<User> {
    return inTransaction(this.#options.pool, async client => {
      const store = new UserStore(client);
      const user = await store.lock(id);
      if (!user) throw notFound('user', id);
      // Otherwise a role that may change people could take an administrator's account away.
      if (isAdmin(user) && !isAdmin(actor)) {
        throw forbidden('Only administrators may change an administrator.');
      }
      await work(client, user);
      return (await store.find(id)) ?? user;
    });
  }
}

async function refuseLastAdmin(client: PoolClient, user: User): Promise<void> {
  if (!isAdmin(user) || user.status !== 'active') return;
  if ((await new RoleStore(client).otherAdmins(user.id)) > 0) return;
  throw conflict(
    'last-admin',
    'This is the last administrator: make somebody else one first.',
  );
}
