import type { Queryable } from './Queryable.ts';

export interface TwoFactor {
  readonly sealedSecret: string;
  readonly enabled: boolean;
  readonly lastStep: number;
}

export class TwoFactorStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async find(userId: string): Promise<TwoFactor | undefined> {
    const { rows } = await this.#db.query<TwoFactor>(
      `SELECT secret AS "sealedSecret", enabled_at IS NOT NULL AS enabled, last_step::float8 AS "lastStep"
       FROM two_factor WHERE user_id = $1`,
      [userId],
    );
    return rows[0];
  }

  /** Replaces a secret that was never verified; one that is in use stays. */
  async putPending(
    userId: string,
    sealedSecret: string,
  ): Promise<'stored' | 'enabled'> {
    const { rowCount } = await this.#db.query(
      `INSERT INTO two_factor (user_id, secret) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET secret = $2, last_step = 0 WHERE two_factor.enabled_at IS NULL`,
      [userId, sealedSecret],
    );
    return rowCount === 1 ? 'stored' : 'enabled';
  }

  /** One of two requests with the same code gets here first; for the other the step is not new any more. */
  async useStep(userId: string, step: number): Promise<'used' | 'replayed'> {
    const { rowCount } = await this.#db.query(
      'UPDATE two_factor SET last_step = $2 WHERE user_id = $1 AND last_step < $2',
      [userId, step],
    );
    return rowCount === 1 ? 'used' : 'replayed';
  }

  async enable(userId: string, now: Date): Promise<'enabled' | 'unchanged'> {
    const { rowCount } = await this.#db.query(
      'UPDATE two_factor SET enabled_at = $2 WHERE user_id = $1 AND enabled_at IS NULL',
      [userId, now],
    );
    return rowCount === 1 ? 'enabled' : 'unchanged';
  }

  async remove(userId: string): Promise<void> {
    await this.#db.query('DELETE FROM two_factor WHERE user_id = $1', [userId]);
  }

  async replaceCodes(
    userId: string,
    codeHashes: readonly Buffer[],
  ): Promise<void> {
    await this.#db.query('DELETE FROM recovery_codes WHERE user_id = $1', [
      userId,
    ]);
    await this.#db.query(
      'INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[])',
      [userId, codeHashes],
    );
  }

  async useCode(
    userId: string,
    codeHash: Buffer,
    now: Date,
  ): Promise<'used' | 'unknown'> {
    const { rowCount } = await this.#db.query(
      `UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL`,
      [userId, codeHash, now],
    );
    return rowCount === 1 ? 'used' : 'unknown';
  }

  async codesLeft(userId: string): Promise<number> {
    const { rows } = await this.#db.query<{ left: number }>(
      'SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL',
      [userId],
    );
    return rows[0]?.left ?? 0;
  }
}
