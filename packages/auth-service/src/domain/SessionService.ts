import { randomUUID } from 'node:crypto';
import { inTransaction, type Clock, type Problem } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import {
  SessionStore,
  type Session,
  type SignInMethod,
} from '../data/SessionStore.ts';
import { UserStore } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import type { AccessTokens } from './AccessTokens.ts';
import {
  REFRESH_RACE_SECONDS,
  SESSION_IDLE_SECONDS,
  SESSION_LIFETIME_SECONDS,
  secondsAfter,
} from './lifetimes.ts';
import type { Origin } from './Origin.ts';
import {
  csrfRefused,
  notFound,
  refreshRaced,
  sessionOver,
} from './problems.ts';
import { digest, matchesDigest, randomToken } from './secrets.ts';
import type { User } from './User.ts';

/** What somebody who is signed in holds. */
export interface Grant {
  readonly user: User;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

export interface OpenOptions {
  readonly user: User;
  readonly method: SignInMethod;
  readonly twoFactor: boolean;
  readonly origin: Origin;
}

interface RevokeOptions {
  readonly userId: string;
  readonly only?: string | undefined;
  readonly except?: string | undefined;
  readonly reason: string;
}

/** A session is a family of refresh tokens: each is traded for the next, and a used one betrays a thief. */
export class SessionService {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #tokens: AccessTokens;

  constructor(options: { pool: Pool; clock: Clock; tokens: AccessTokens }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#tokens = options.tokens;
  }

  async open(client: PoolClient, options: OpenOptions): Promise<Grant> {
    const { method, origin, twoFactor, user } = options;
    const now = this.#clock.now();
    const id = randomUUID();
    const csrfToken = randomToken();
    const expiresAt = secondsAfter(now, SESSION_LIFETIME_SECONDS);
    await new SessionStore(client).insert({
      ...{
        id,
        userId: user.id,
        csrfHash: digest(csrfToken),
        method,
        twoFactor,
      },
      ...{
        ip: origin.ip || undefined,
        userAgent: origin.userAgent,
        createdAt: now,
        expiresAt,
      },
    });
    const grant = await this.#grant(client, {
      user,
      sessionId: id,
      csrfToken,
      expiresAt,
    });
    await recordEvent(client, {
      type: 'user.login',
      subject: user.id,
      data: { userId: user.id, sessionId: id, method, twoFactor },
      time: now,
    });
    return grant;
  }

  async refresh(refreshToken: string, csrfToken: string): Promise<Grant> {
    // A refusal may have ended the session. It is an outcome, so that the transaction keeps what was done.
    const outcome = await inTransaction(this.#pool, client =>
      this.#tryRefresh(client, refreshToken, csrfToken),
    );
    if ('refused' in outcome) throw outcome.refused;
    return outcome.grant;
  }

  /** Ends the session of a refresh token. One that does not count any more has nothing to end. */
  async logout(refreshToken: string, csrfToken: string): Promise<void> {
    const refused = await inTransaction(this.#pool, async client => {
      const found = await new SessionStore(client).lockToken(
        digest(refreshToken),
      );
      if (!found || this.#isOver(found.session)) return undefined;
      const { csrfHash, id, userId } = found.session;
      if (!matchesDigest(csrfToken, csrfHash)) return csrfRefused();
      await this.revoke(client, { userId, only: id, reason: 'logout' });
      return undefined;
    });
    if (refused) throw refused;
  }

  list(userId: string): Promise<Session[]> {
    const now = this.#clock.now();
    const usedAfter = secondsAfter(now, -SESSION_IDLE_SECONDS);
    return new SessionStore(this.#pool).listLive(userId, now, usedAfter);
  }

  async revokeOne(userId: string, sessionId: string): Promise<void> {
    const ended = await inTransaction(this.#pool, client =>
      this.revoke(client, {
        userId,
        only: sessionId,
        reason: 'revoked-by-user',
      }),
    );
    if (ended === 0) throw notFound('session', sessionId);
  }

  async revokeMany(options: RevokeOptions): Promise<void> {
    await inTransaction(this.#pool, client => this.revoke(client, options));
  }

  /** Answers how many sessions were ended. */
  async revoke(client: PoolClient, options: RevokeOptions): Promise<number> {
    const { reason, userId } = options;
    const now = this.#clock.now();
    const ended = await new SessionStore(client).revoke(options, reason, now);
    for (const sessionId of ended) {
      await recordEvent(client, {
        type: 'session.revoked',
        subject: userId,
        data: { userId, sessionId, reason },
        time: now,
      });
    }
    return ended.length;
  }

  /** The session of somebody who shows an access token: ended ones count no more, although the token lives on. */
  async isLive(userId: string, sessionId: string): Promise<boolean> {
    const session = await new SessionStore(this.#pool).find(sessionId);
    return session?.userId === userId && !this.#isOver(session);
  }

  async #tryRefresh(
    client: PoolClient,
    refreshToken: string,
    csrfToken: string,
  ): Promise<{ grant: Grant } | { refused: Problem }> {
    const now = this.#clock.now();
    const store = new SessionStore(client);
    const found = await store.lockToken(digest(refreshToken));
    if (!found || this.#isOver(found.session))
      return { refused: sessionOver() };
    const { session, usedAt } = found;
    const { id, userId } = session;
    if (usedAt && now > secondsAfter(usedAt, REFRESH_RACE_SECONDS)) {
      await this.revoke(client, { userId, only: id, reason: 'refresh-reuse' });
      return { refused: sessionOver() };
    }
    if (!matchesDigest(csrfToken, session.csrfHash))
      return { refused: csrfRefused() };
    if (usedAt) return { refused: refreshRaced() };

    const user = await new UserStore(client).find(userId);
    if (user?.status !== 'active') {
      await this.revoke(client, {
        userId,
        only: id,
        reason: 'user-not-active',
      });
      return { refused: sessionOver() };
    }
    await store.useToken(digest(refreshToken), id, now);
    const { expiresAt } = session;
    return {
      grant: await this.#grant(client, {
        user,
        sessionId: id,
        csrfToken,
        expiresAt,
      }),
    };
  }

  async #grant(
    client: PoolClient,
    parts: {
      user: User;
      sessionId: string;
      csrfToken: string;
      expiresAt: Date;
    },
  ): Promise<Grant> {
    const { csrfToken, expiresAt, sessionId, user } = parts;
    const refreshToken = randomToken();
    const store = new SessionStore(client);
    await store.insertToken(digest(refreshToken), sessionId, this.#clock.now());
    const accessToken = await this.#tokens.issue(user, sessionId);
    return { user, accessToken, refreshToken, csrfToken, expiresAt };
  }

  #isOver(session: Session): boolean {
    const now = this.#clock.now();
    return (
      session.revokedAt !== undefined ||
      now >= session.expiresAt ||
      now >= secondsAfter(session.lastUsedAt, SESSION_IDLE_SECONDS)
    );
  }
}
