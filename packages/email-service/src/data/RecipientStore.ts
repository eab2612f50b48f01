import type { Category } from '../templates/catalogue.ts';
import type { Queryable } from './Queryable.ts';

export interface Recipient {
  readonly userId: string;
  /** Absent when the account is deleted. */
  readonly email: string | undefined;
  readonly name: string;
}

interface Row {
  readonly user_id: string;
  readonly email: string | null;
  readonly name: string | null;
}

/** The people whom mails can go to, as user-events tell of them. An event that is older than the row changes nothing. */
export class RecipientStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** With `keep`, nobody is forgotten until the transaction ends: a deletion then sees what was added for them. */
  async find(
    userId: string,
    options: { readonly keep?: boolean } = {},
  ): Promise<Recipient | undefined> {
    const lock = options.keep === true ? 'FOR SHARE' : '';
    const { rows } = await this.#db.query<Row>(
      `SELECT user_id, email, name FROM recipients WHERE user_id = $1 ${lock}`,
      [userId],
    );
    const [row] = rows;
    return (
      row && { userId, email: row.email ?? undefined, name: row.name ?? '' }
    );
  }

  async register(
    person: { userId: string; email: string; name: string },
    at: Date,
  ): Promise<void> {
    await this.#db.query(
      `INSERT INTO recipients (user_id, email, name, changed_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, name = excluded.name, changed_at = excluded.changed_at
        WHERE recipients.deleted_at IS NULL AND recipients.changed_at <= excluded.changed_at`,
      [person.userId, person.email, person.name, at],
    );
  }

  /** `unknown`: nobody of that id was ever registered here. */
  async update(
    change: { userId: string; email?: string; name?: string },
    at: Date,
  ): Promise<'known' | 'unknown'> {
    const { rowCount } = await this.#db.query(
      `UPDATE recipients SET
              email = CASE WHEN deleted_at IS NULL AND changed_at <= $4 THEN coalesce($2, email) ELSE email END,
              name = CASE WHEN deleted_at IS NULL AND changed_at <= $4 THEN coalesce($3, name) ELSE name END,
              changed_at = greatest(changed_at, $4)
        WHERE user_id = $1`,
      [change.userId, change.email, change.name, at],
    );
    return rowCount === 1 ? 'known' : 'unknown';
  }

  /** Address and name go; the row stays, so that an older event does not bring them back. */
  async forget(userId: string, at: Date): Promise<void> {
    await this.#db.query(
      `INSERT INTO recipients (user_id, changed_at, deleted_at) VALUES ($1, $2, $2)
       ON CONFLICT (user_id) DO UPDATE SET email = NULL, name = NULL, changed_at = $2,
              deleted_at = coalesce(recipients.deleted_at, $2)`,
      [userId, at],
    );
    await this.#db.query('DELETE FROM unsubscribes WHERE user_id = $1', [
      userId,
    ]);
    for (const table of ['channels', 'sms_channels', 'sms_sends'])
      await this.#db.query(`DELETE FROM ${table} WHERE user_id = $1`, [userId]);
  }

  async unsubscribe(
    userId: string,
    category: Category,
    at: Date,
  ): Promise<void> {
    await this.#db.query(
      'INSERT INTO unsubscribes (user_id, category, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [userId, category, at],
    );
  }

  async subscribe(userId: string, category: Category): Promise<void> {
    await this.#db.query(
      'DELETE FROM unsubscribes WHERE user_id = $1 AND category = $2',
      [userId, category],
    );
  }

  async hasUnsubscribed(userId: string, category: Category): Promise<boolean> {
    const { rowCount } = await this.#db.query(
      'SELECT 1 FROM unsubscribes WHERE user_id = $1 AND category = $2',
      [userId, category],
    );
    return rowCount === 1;
  }
}
