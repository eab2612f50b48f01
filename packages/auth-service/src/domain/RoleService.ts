import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { RoleStore, type Role, type RoleChange } from '../data/RoleStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import { conflict, notFound } from './problems.ts';
import { ADMIN_ROLE, type User } from './User.ts';

export class RoleService {
  readonly #pool: Pool;
  readonly #clock: Clock;

  constructor(options: { pool: Pool; clock: Clock }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
  }

  list(): Promise<Role[]> {
    return new RoleStore(this.#pool).list();
  }

  async put(
    actor: User,
    name: string,
    change: RoleChange,
  ): Promise<{ outcome: 'created' | 'changed'; role: Role }> {
    if (name === ADMIN_ROLE) {
      throw conflict(
        'fixed-role',
        'The role admin has every permission and cannot be changed.',
      );
    }
    return inTransaction(this.#pool, async client => {
      const store = new RoleStore(client);
      const before = await store.find(name);
      await store.put(name, change, this.#clock.now());
      await this.#record(client, {
        role: name,
        permissions: [...change.permissions],
        actorId: actor.id,
      });
      const role = { name, ...change, builtIn: before?.builtIn ?? false };
      return { outcome: before ? 'changed' : 'created', role };
    });
  }

  async remove(actor: User, name: string): Promise<void> {
    await inTransaction(this.#pool, async client => {
      const store = new RoleStore(client);
      const role = await store.find(name);
      if (!role) throw notFound('role', name);
      if (role.builtIn)
        throw conflict('fixed-role', `The role ${name} is built in and stays.`);
      await store.remove(name);
      await this.#record(client, {
        role: name,
        permissions: [],
        actorId: actor.id,
      });
    });
  }

  async #record(
    client: PoolClient,
    data: { role: string; permissions: string[]; actorId: string },
  ): Promise<void> {
    await recordEvent(client, {
      type: 'role.changed',
      subject: `role-${data.role}`,
      data,
      time: this.#clock.now(),
    });
  }
}
