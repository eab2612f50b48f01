import type { ChannelTarget, TargetKind } from '../channels/ChannelTarget.ts';
import type { SecretBox } from '../channels/SecretBox.ts';
import type { Queryable } from './Queryable.ts';

interface Row {
  readonly kind: TargetKind;
  readonly enabled: boolean;
  readonly reason: string | null;
  readonly sealed_url: string;
  readonly sealed_secret: string | null;
  readonly sealed_previous_secret: string | null;
  readonly previous_until: Date | null;
}

/** Which places a user has; addresses and secrets stay sealed. */
export class ChannelStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async enabledOf(userId: string): Promise<TargetKind[]> {
    const { rows } = await this.#db.query<{ kind: TargetKind }>(
      'SELECT kind FROM channels WHERE user_id = $1 AND enabled ORDER BY kind',
      [userId],
    );
    return rows.map(({ kind }) => kind);
  }

  async disable(
    userId: string,
    kind: TargetKind,
    reason: string,
  ): Promise<void> {
    await this.#db.query(
      'UPDATE channels SET enabled = false, reason = $3 WHERE user_id = $1 AND kind = $2',
      [userId, kind, reason],
    );
  }

  async remove(userId: string, kind: TargetKind): Promise<void> {
    await this.#db.query(
      'DELETE FROM channels WHERE user_id = $1 AND kind = $2',
      [userId, kind],
    );
  }

  /** One writer at a time for the channels of a user, until the transaction ends. */
  async lock(userId: string): Promise<void> {
    await this.#db.query(
      'SELECT pg_advisory_xact_lock(hashtextextended($1, 7239004))',
      [userId],
    );
  }

  async targetsOf(
    userId: string,
    box: SecretBox,
    now: Date,
  ): Promise<ChannelTarget[]> {
    const { rows } = await this.#db.query<Row>(
      'SELECT * FROM channels WHERE user_id = $1 ORDER BY kind',
      [userId],
    );
    return rows.map(row => openRow(row, userId, { box, now }));
  }

  async save(
    userId: string,
    target: ChannelTarget,
    options: { box: SecretBox; now: Date },
  ): Promise<void> {
    const { box, now } = options;
    const seal = (text: string | undefined, part: string) =>
      text === undefined
        ? null
        : box.seal(text, ownerOf(userId, target.kind, part));
    const [secret, previous] = target.secrets;
    await this.#db.query(
      `INSERT INTO channels (user_id, kind, enabled, reason, sealed_url, sealed_secret, sealed_previous_secret,
                             previous_until, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (user_id, kind) DO UPDATE SET enabled = excluded.enabled, reason = excluded.reason,
              sealed_url = excluded.sealed_url, sealed_secret = excluded.sealed_secret,
              sealed_previous_secret = excluded.sealed_previous_secret,
              previous_until = excluded.previous_until, updated_at = excluded.updated_at`,
      [
        userId,
        target.kind,
        target.enabled,
        target.reason,
        seal(target.url, 'url'),
        seal(secret, 'secret'),
        seal(previous, 'previous'),
        target.previousUntil,
        now,
      ],
    );
  }
}

/** What a sealed value is bound to: moved to another row or column, it does not open. */
function ownerOf(userId: string, kind: TargetKind, part: string): string {
  return `${userId}/${kind}/${part}`;
}

function openRow(
  row: Row,
  userId: string,
  { box, now }: { box: SecretBox; now: Date },
): ChannelTarget {
  const open = (sealed: string, part: string) =>
    box.open(sealed, ownerOf(userId, row.kind, part));
  const until = row.previous_until ?? undefined;
  const hasPrevious =
    until !== undefined && until > now && row.sealed_previous_secret !== null;
  return {
    kind: row.kind,
    enabled: row.enabled,
    reason: row.reason ?? undefined,
    url: open(row.sealed_url, 'url'),
    secrets: [
      ...(row.sealed_secret === null
        ? []
        : [open(row.sealed_secret, 'secret')]),
      ...(hasPrevious ? [open(row.sealed_previous_secret, 'previous')] : []),
    ],
    previousUntil: hasPrevious ? until : undefined,
  };
}
