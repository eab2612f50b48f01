import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { OAuthStore, type Identity } from '../data/OAuthStore.ts';
import { UserStore } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import { hasVerifiedEmail, type Claims } from './Claims.ts';
import { conflict, notFound } from './problems.ts';
import type { SessionService } from './SessionService.ts';
import type { User } from './User.ts';

export interface LinkOptions {
  readonly provider: string;
  readonly userId: string;
  /** The session in which the person began to link. */
  readonly sessionId: string;
  readonly claims: Claims;
}

export type LinkOutcome =
  'linked' | 'session-over' | 'email-not-verified' | 'linked-elsewhere';

/** The accounts at providers that people have linked to theirs. */
export class IdentityService {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #sessions: SessionService;

  constructor(options: { pool: Pool; clock: Clock; sessions: SessionService }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#sessions = options.sessions;
  }

  list(user: User): Promise<Identity[]> {
    return new OAuthStore(this.#pool).listIdentities(user.id);
  }

  async link(options: LinkOptions): Promise<LinkOutcome> {
    const { claims, provider, sessionId, userId } = options;
    if (!(await this.#sessions.isLive(userId, sessionId))) {
      return 'session-over';
    }
    if (!hasVerifiedEmail(claims)) return 'email-not-verified';
    const { email, subject } = claims;
    const linkedAt = this.#clock.now();
    return inTransaction(this.#pool, async client => {
      const store = new OAuthStore(client);
      const identity = { provider, subject, userId, email, linkedAt };
      if ((await store.insertIdentity(identity)) === 'inserted') {
        await this.#recordChange(client, userId);
        return 'linked';
      }
      const known = await store.findIdentity(provider, subject);
      return known?.userId === userId ? 'linked' : 'linked-elsewhere';
    });
  }

  async unlink(user: User, provider: string): Promise<void> {
    await inTransaction(this.#pool, async client => {
      const now = await new UserStore(client).lock(user.id);
      const store = new OAuthStore(client);
      const identities = await store.listIdentities(user.id);
      if (!identities.some(one => one.provider === provider)) {
        throw notFound('linked account at', provider);
      }
      if (now?.passwordHash === undefined && identities.length === 1) {
        const detail = 'This is the only way to sign in: set a password first.';
        throw conflict('last-sign-in', detail);
      }
      await store.removeIdentity(user.id, provider);
      await this.#recordChange(client, user.id);
    });
  }

  async #recordChange(client: PoolClient, userId: string): Promise<void> {
    await recordEvent(client, {
      type: 'user.updated',
      subject: userId,
      data: { userId },
      time: this.#clock.now(),
    });
  }
}
