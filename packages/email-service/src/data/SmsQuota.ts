import type { Queryable } from './Queryable.ts';

/** Counts what goes to a person on a day (UTC). The caller holds the lock of the channels of that person. */
export class SmsQuota {
  readonly #db: Queryable;
  readonly #perDay: number;

  constructor(db: Queryable, perDay: number) {
    this.#db = db;
    this.#perDay = perDay;
  }

  /** Whether this message may go. Another attempt of the same one on the same day counts no second time. */
  async take(userId: string, sendKey: string, now: Date): Promise<boolean> {
    const day = now.toISOString().slice(0, 10);
    await this.#db.query(
      'DELETE FROM sms_sends WHERE user_id = $1 AND day < $2',
      [userId, day],
    );
    await this.#db.query(
      `INSERT INTO sms_sends (user_id, send_key, day)
       SELECT $1::uuid, $2::text, $3::date WHERE (SELECT count(*) FROM sms_sends WHERE user_id = $1) < $4
       ON CONFLICT DO NOTHING`,
      [userId, sendKey, day, this.#perDay],
    );
    const { rowCount } = await this.#db.query(
      'SELECT 1 FROM sms_sends WHERE user_id = $1 AND send_key = $2',
      [userId, sendKey],
    );
    return rowCount === 1;
  }
}
