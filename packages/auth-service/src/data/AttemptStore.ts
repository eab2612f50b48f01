import type { Queryable } from './Queryable.ts';

export interface AttemptKey {
  readonly scope: 'account' | 'ip';
  readonly keyHash: Buffer;
}

export interface Counted {
  readonly failures: number;
  /** Of those before this one. */
  readonly lockedUntil: Date | undefined;
}

export class AttemptStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Until when the first or the second key is locked, whichever is later. */
  async lockedUntil(
    keys: readonly AttemptKey[],
    now: Date,
  ): Promise<Date | undefined> {
    const { rows } = await this.#db.query<{ until: Date | null }>(
      `SELECT max(locked_until) AS until
       FROM attempts JOIN unnest($1::text[], $2::bytea[]) AS key (scope, key_hash) USING (scope, key_hash)
       WHERE locked_until > $3`,
      [keys.map(key => key.scope), keys.map(key => key.keyHash), now],
    );
    return rows[0]?.until ?? undefined;
  }

  /** Counts one more failure and answers how many there are. Old ones are forgotten. */
  async count(
    key: AttemptKey,
    now: Date,
    forgetBefore: Date,
  ): Promise<Counted> {
    const { rows } = await this.#db.query<{
      failures: number;
      lockedUntil: Date | null;
    }>(
      `INSERT INTO attempts AS a (scope, key_hash, failures, last_failure_at) VALUES ($1, $2, 1, $3)
       ON CONFLICT (scope, key_hash) DO UPDATE SET last_failure_at = $3,
         failures = CASE WHEN a.last_failure_at < $4 THEN 1 ELSE least(a.failures + 1, 1000000) END
       RETURNING failures, locked_until AS "lockedUntil"`,
      [key.scope, key.keyHash, now, forgetBefore],
    );
    return {
      failures: rows[0]?.failures ?? 1,
      lockedUntil: rows[0]?.lockedUntil ?? undefined,
    };
  }

  async lock(key: AttemptKey, until: Date): Promise<void> {
    await this.#db.query(
      'UPDATE attempts SET locked_until = $3 WHERE scope = $1 AND key_hash = $2',
      [key.scope, key.keyHash, until],
    );
  }

  async clear(key: AttemptKey): Promise<void> {
    await this.#db.query(
      'DELETE FROM attempts WHERE scope = $1 AND key_hash = $2',
      [key.scope, key.keyHash],
    );
  }
}
