import type { Caller } from '@notes/service-kit';
import type { Pool } from 'pg';
import { UserStore } from '../data/UserStore.ts';
import { forbidden, sessionOver } from './problems.ts';
import type { SessionService } from './SessionService.ts';
import { isAdmin, type User } from './User.ts';

/** Somebody who acts in a session, as the database knows them now. */
export interface Actor {
  readonly user: User;
  readonly sessionId: string;
}

/**
 * Elsewhere an access token counts until it expires. Here, where accounts are changed, it counts only while its
 * session lives, and with the permissions that the person has now.
 */
export class Actors {
  readonly #pool: Pool;
  readonly #sessions: SessionService;

  constructor(options: { pool: Pool; sessions: SessionService }) {
    this.#pool = options.pool;
    this.#sessions = options.sessions;
  }

  async of(caller: Caller): Promise<Actor> {
    const { session, subject } = caller;
    if (session === undefined || !isUuid(session) || !isUuid(subject))
      throw sessionOver();
    const user = await new UserStore(this.#pool).find(subject);
    if (user?.status !== 'active') throw sessionOver();
    if (!(await this.#sessions.isLive(user.id, session))) throw sessionOver();
    return { user, sessionId: session };
  }

  async withPermission(caller: Caller, permission: string): Promise<Actor> {
    const actor = await this.of(caller);
    if (actor.user.permissions.includes(permission)) return actor;
    throw forbidden(`The permission ${permission} is missing.`);
  }

  async admin(caller: Caller): Promise<Actor> {
    const actor = await this.of(caller);
    if (isAdmin(actor.user)) return actor;
    throw forbidden('Only administrators may change roles.');
  }
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
