import type { Queryable } from './Queryable.ts';

export interface OAuthFlow {
  readonly browserHash: Buffer;
  readonly provider: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly returnTo: string;
  /** Who links an account, in which session; absent in a sign-in. */
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
}

export interface Identity {
  readonly provider: string;
  readonly subject: string;
  readonly userId: string;
  readonly email: string;
  readonly linkedAt: Date;
}

interface FlowRow {
  browser_hash: Buffer;
  provider: string;
  code_verifier: string;
  nonce: string;
  return_to: string;
  user_id: string | null;
  session_id: string | null;
}

const IDENTITY =
  'provider, subject, user_id AS "userId", email, linked_at AS "linkedAt"';

export class OAuthStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async insertFlow(
    stateHash: Buffer,
    flow: OAuthFlow,
    expiresAt: Date,
  ): Promise<void> {
    await this.#db.query(
      `INSERT INTO oauth_flows (state_hash, browser_hash, provider, code_verifier, nonce, return_to, user_id, session_id, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[stateHash, flow.browserHash, flow.provider, flow.codeVerifier],
        ...[flow.nonce, flow.returnTo, flow.userId, flow.sessionId, expiresAt],
      ],
    );
  }

  /** A state works once. */
  async takeFlow(stateHash: Buffer, now: Date): Promise<OAuthFlow | undefined> {
    const { rows } = await this.#db.query<FlowRow>(
      'DELETE FROM oauth_flows WHERE state_hash = $1 AND expires_at > $2 RETURNING *',
      [stateHash, now],
    );
    return rows[0] && toFlow(rows[0]);
  }

  async findIdentity(
    provider: string,
    subject: string,
  ): Promise<Identity | undefined> {
    const { rows } = await this.#db.query<Identity>(
      `SELECT ${IDENTITY} FROM identities WHERE provider = $1 AND subject = $2`,
      [provider, subject],
    );
    return rows[0];
  }

  async listIdentities(userId: string): Promise<Identity[]> {
    const { rows } = await this.#db.query<Identity>(
      `SELECT ${IDENTITY} FROM identities WHERE user_id = $1 ORDER BY provider`,
      [userId],
    );
    return rows;
  }

  async insertIdentity(identity: Identity): Promise<'inserted' | 'taken'> {
    const { rowCount } = await this.#db.query(
      `INSERT INTO identities (provider, subject, user_id, email, linked_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [
        ...[identity.provider, identity.subject, identity.userId],
        ...[identity.email, identity.linkedAt],
      ],
    );
    return rowCount === 1 ? 'inserted' : 'taken';
  }

  async removeIdentity(userId: string, provider: string): Promise<void> {
    await this.#db.query(
      'DELETE FROM identities WHERE user_id = $1 AND provider = $2',
      [userId, provider],
    );
  }
}

function toFlow(row: FlowRow): OAuthFlow {
  return {
    browserHash: row.browser_hash,
    provider: row.provider,
    codeVerifier: row.code_verifier,
    nonce: row.nonce,
    returnTo: row.return_to,
    userId: row.user_id ?? undefined,
    sessionId: row.session_id ?? undefined,
  };
}
