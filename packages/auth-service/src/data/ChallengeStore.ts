import type { Queryable } from './Queryable.ts';
import type { SignInMethod } from './SessionStore.ts';

export interface Challenge {
  readonly userId: string;
  readonly method: SignInMethod;
}

export interface NewChallenge extends Challenge {
  readonly tokenHash: Buffer;
  readonly attempts: number;
  readonly expiresAt: Date;
}

/** Sign-ins that wait for their second factor. */
export class ChallengeStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async insert(challenge: NewChallenge): Promise<void> {
    await this.#db.query(
      `INSERT INTO challenges (token_hash, user_id, method, attempts_left, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [
        ...[challenge.tokenHash, challenge.userId, challenge.method],
        ...[challenge.attempts, challenge.expiresAt],
      ],
    );
  }

  /** Takes one attempt before it is made, so that many at once are no more than the limit. */
  async takeAttempt(
    tokenHash: Buffer,
    now: Date,
  ): Promise<Challenge | undefined> {
    const { rows } = await this.#db.query<Challenge>(
      `UPDATE challenges SET attempts_left = attempts_left - 1
       WHERE token_hash = $1 AND attempts_left > 0 AND expires_at > $2
       RETURNING user_id AS "userId", method`,
      [tokenHash, now],
    );
    return rows[0];
  }

  async removeAllOf(userId: string): Promise<void> {
    await this.#db.query('DELETE FROM challenges WHERE user_id = $1', [userId]);
  }

  /** A challenge opens one session. */
  async remove(tokenHash: Buffer): Promise<'removed' | 'absent'> {
    const { rowCount } = await this.#db.query(
      'DELETE FROM challenges WHERE token_hash = $1',
      [tokenHash],
    );
    return rowCount === 1 ? 'removed' : 'absent';
  }
}
