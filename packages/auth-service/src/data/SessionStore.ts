import type { Queryable } from './Queryable.ts';

export type SignInMethod = 'password' | 'oauth';

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly csrfHash: Buffer;
  readonly method: SignInMethod;
  readonly twoFactor: boolean;
  readonly ip: string | undefined;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | undefined;
}

export type NewSession = Omit<Session, 'lastUsedAt' | 'revokedAt'>;

export interface RefreshToken {
  readonly usedAt: Date | undefined;
  readonly session: Session;
}

interface SessionRow {
  id: string;
  user_id: string;
  csrf_hash: Buffer;
  method: SignInMethod;
  two_factor: boolean;
  ip: string | null;
  user_agent: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

const COLUMNS = `s.id, s.user_id, s.csrf_hash, s.method, s.two_factor, host(s.ip) AS ip, s.user_agent, s.created_at,
  s.last_used_at, s.expires_at, s.revoked_at`;

export class SessionStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async insert(session: NewSession): Promise<void> {
    await this.#db.query(
      `INSERT INTO sessions (id, user_id, csrf_hash, method, two_factor, ip, user_agent, created_at, last_used_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)`,
      [
        ...[session.id, session.userId, session.csrfHash, session.method],
        ...[session.twoFactor, session.ip, session.userAgent],
        ...[session.createdAt, session.expiresAt],
      ],
    );
  }

  async find(id: string): Promise<Session | undefined> {
    const { rows } = await this.#db.query<SessionRow>(
      `SELECT ${COLUMNS} FROM sessions s WHERE s.id = $1`,
      [id],
    );
    return rows[0] && toSession(rows[0]);
  }

  /** Those that still count at a time: not revoked, not over, used after the time given. */
  async listLive(
    userId: string,
    now: Date,
    usedAfter: Date,
  ): Promise<Session[]> {
    const { rows } = await this.#db.query<SessionRow>(
      `SELECT ${COLUMNS} FROM sessions s
       WHERE s.user_id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.last_used_at > $3
       ORDER BY s.last_used_at DESC, s.id LIMIT 200`,
      [userId, now, usedAfter],
    );
    return rows.map(toSession);
  }

  async insertToken(
    tokenHash: Buffer,
    sessionId: string,
    now: Date,
  ): Promise<void> {
    await this.#db.query(
      'INSERT INTO tokens (token_hash, session_id, created_at) VALUES ($1, $2, $3)',
      [tokenHash, sessionId, now],
    );
  }

  /**
   * Locks the session, then reads the token: of two requests with one token, the second sees that the first has
   * used it. Everything that ends sessions locks in this order too, so that nobody waits in a circle.
   */
  async lockToken(tokenHash: Buffer): Promise<RefreshToken | undefined> {
    const { rows } = await this.#db.query<SessionRow>(
      `SELECT ${COLUMNS} FROM sessions s
       WHERE s.id = (SELECT session_id FROM tokens WHERE token_hash = $1) FOR UPDATE`,
      [tokenHash],
    );
    const tokens = await this.#db.query<{ used_at: Date | null }>(
      'SELECT used_at FROM tokens WHERE token_hash = $1',
      [tokenHash],
    );
    const [session, token] = [rows[0], tokens.rows[0]];
    if (!session || !token) return undefined;
    return { usedAt: token.used_at ?? undefined, session: toSession(session) };
  }

  async useToken(
    tokenHash: Buffer,
    sessionId: string,
    now: Date,
  ): Promise<void> {
    await this.#db.query(
      'UPDATE tokens SET used_at = $2 WHERE token_hash = $1',
      [tokenHash, now],
    );
    await this.#db.query(
      'UPDATE sessions SET last_used_at = $2 WHERE id = $1',
      [sessionId, now],
    );
  }

  /** Answers the ids of the sessions that were ended by this call. */
  async revoke(
    which: {
      userId: string;
      only?: string | undefined;
      except?: string | undefined;
    },
    reason: string,
    now: Date,
  ): Promise<string[]> {
    const { rows } = await this.#db.query<{ id: string }>(
      `UPDATE sessions SET revoked_at = $4, revoked_reason = $5
       WHERE user_id = $1 AND revoked_at IS NULL
         AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3)
       RETURNING id`,
      [which.userId, which.only, which.except, now, reason],
    );
    return rows.map(row => row.id);
  }
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    csrfHash: row.csrf_hash,
    method: row.method,
    twoFactor: row.two_factor,
    ip: row.ip ?? undefined,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
  };
}
