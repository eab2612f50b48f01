import type { SecretBox } from '../channels/SecretBox.ts';
import type { Queryable } from './Queryable.ts';

export interface SmsChannel {
  readonly number: string;
  readonly enabled: boolean;
  /** Why the service itself has turned it off. */
  readonly reason: string | undefined;
  readonly isConfirmed: boolean;
  /** The code that was sent to confirm the number. */
  readonly code: SmsCode | undefined;
}

export interface SmsCode {
  readonly hash: string;
  readonly until: Date;
  /** How many wrong ones were given. */
  readonly attempts: number;
}

interface Row {
  readonly enabled: boolean;
  readonly reason: string | null;
  readonly sealed_number: string;
  readonly confirmed_at: Date | null;
  readonly code_hash: string | null;
  readonly code_until: Date | null;
  readonly code_attempts: number;
}

/** The number of a person; it stays sealed. */
export class SmsChannelStore {
  readonly #db: Queryable;
  readonly #box: SecretBox;

  constructor(db: Queryable, box: SecretBox) {
    this.#db = db;
    this.#box = box;
  }

  async find(userId: string): Promise<SmsChannel | undefined> {
    const { rows } = await this.#db.query<Row>(
      'SELECT * FROM sms_channels WHERE user_id = $1',
      [userId],
    );
    const [row] = rows;
    return (
      row && {
        number: this.#box.open(row.sealed_number, ownerOf(userId)),
        enabled: row.enabled,
        reason: row.reason ?? undefined,
        isConfirmed: row.confirmed_at !== null,
        code: codeOf(row),
      }
    );
  }

  async save(userId: string, channel: SmsChannel, now: Date): Promise<void> {
    const { code, enabled, isConfirmed, number, reason } = channel;
    await this.#db.query(
      `INSERT INTO sms_channels (user_id, enabled, reason, sealed_number, confirmed_at, code_hash, code_until,
                                 code_attempts, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (user_id) DO UPDATE SET enabled = excluded.enabled, reason = excluded.reason,
              sealed_number = excluded.sealed_number,
              confirmed_at = CASE WHEN excluded.confirmed_at IS NULL THEN NULL
                                  ELSE coalesce(sms_channels.confirmed_at, excluded.confirmed_at) END,
              code_hash = excluded.code_hash, code_until = excluded.code_until,
              code_attempts = excluded.code_attempts, updated_at = excluded.updated_at`,
      [
        userId,
        enabled,
        reason,
        this.#box.seal(number, ownerOf(userId)),
        isConfirmed ? now : null,
        code?.hash,
        code?.until,
        code?.attempts ?? 0,
        now,
      ],
    );
  }

  /** Of a code that never went out, unless another one has taken its place. */
  async forgetCode(userId: string, hash: string): Promise<void> {
    await this.#db.query(
      'UPDATE sms_channels SET code_hash = NULL, code_until = NULL, code_attempts = 0 WHERE user_id = $1 AND code_hash = $2',
      [userId, hash],
    );
  }

  async disable(userId: string, reason: string): Promise<void> {
    await this.#db.query(
      'UPDATE sms_channels SET enabled = false, reason = $2 WHERE user_id = $1',
      [userId, reason],
    );
  }

  async remove(userId: string): Promise<void> {
    await this.#db.query('DELETE FROM sms_channels WHERE user_id = $1', [
      userId,
    ]);
  }
}

/** Whether messages about notes go there. */
export async function hasSms(db: Queryable, userId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT 1 FROM sms_channels WHERE user_id = $1 AND enabled AND confirmed_at IS NOT NULL',
    [userId],
  );
  return rowCount === 1;
}

/** What the sealed number is bound to: moved to another row, it does not open. */
function ownerOf(userId: string): string {
  return `${userId}/sms/number`;
}

function codeOf({
  code_attempts: attempts,
  code_hash: hash,
  code_until: until,
}: Row): SmsCode | undefined {
  return hash === null || until === null
    ? undefined
    : { hash, until, attempts };
}
