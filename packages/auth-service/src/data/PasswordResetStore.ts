import type { Queryable } from './Queryable.ts';

export interface PasswordReset {
  readonly userId: string;
  readonly tokenHash: Buffer;
  readonly expiresAt: Date;
}

/** Links with which people who forgot their password set another, one for each person. */
export class PasswordResetStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async put({ expiresAt, tokenHash, userId }: PasswordReset): Promise<void> {
    await this.#db.query(
      `INSERT INTO password_resets (user_id, token_hash, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET token_hash = $2, expires_at = $3`,
      [userId, tokenHash, expiresAt],
    );
  }

  /** Whose link this is, as long as it counts. */
  async findLive(tokenHash: Buffer, now: Date): Promise<string | undefined> {
    const { rows } = await this.#db.query<{ userId: string }>(
      `SELECT user_id AS "userId" FROM password_resets WHERE token_hash = $1 AND expires_at > $2`,
      [tokenHash, now],
    );
    return rows[0]?.userId;
  }

  /** Of several at the same time, one takes it. */
  async take(tokenHash: Buffer, now: Date): Promise<'taken' | 'absent'> {
    const { rowCount } = await this.#db.query(
      'DELETE FROM password_resets WHERE token_hash = $1 AND expires_at > $2',
      [tokenHash, now],
    );
    return rowCount === 1 ? 'taken' : 'absent';
  }

  async removeOf(userId: string): Promise<void> {
    await this.#db.query('DELETE FROM password_resets WHERE user_id = $1', [
      userId,
    ]);
  }
}
