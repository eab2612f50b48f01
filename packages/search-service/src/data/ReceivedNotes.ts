import type { Pool, PoolClient } from 'pg';
import type { NoteChange } from '../domain/NoteChange.ts';
import type { SearchNote } from '../domain/SearchIndex.ts';

/**
 * A newer version replaces an older one, whichever arrives first. The end of a note shares its version with the
 * deletion before it, and nothing follows it.
 */
const RECEIVE = `
  INSERT INTO received_notes AS known (note_id, owner_id, version, state, title, content, tags, changed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (note_id) DO UPDATE
     SET owner_id = excluded.owner_id, version = excluded.version, state = excluded.state, title = excluded.title,
         content = excluded.content, tags = excluded.tags, changed_at = excluded.changed_at
   WHERE known.state <> 'purged'
     AND (excluded.version > known.version
          OR excluded.state = 'purged' AND excluded.version = known.version)`;

/** The row stays as it is until the transaction ends: a change of it waits, and then comes after the copy. */
const COPY = `
  SELECT note_id AS "noteId", owner_id AS "ownerId", version, state, title, content, tags, changed_at AS "changedAt"
    FROM received_notes
   WHERE note_id > $1
   ORDER BY note_id
   LIMIT $2
     FOR SHARE`;

export interface CopiedNotes {
  readonly active: readonly SearchNote[];
  readonly count: number;
  /** Where the next ones begin; absent at the end. */
  readonly last?: string;
}

export const FIRST_NOTE = '00000000-0000-0000-0000-000000000000';

/** The newest state of every note, as events told of it. */
export class ReceivedNotes {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async receive(
    change: NoteChange,
    client: PoolClient,
  ): Promise<'newer' | 'known'> {
    const { changedAt, content, noteId, ownerId } = change;
    const { state, tags, title, version } = change;
    const { rowCount } = await client.query(RECEIVE, [
      ...[noteId, ownerId, version, state],
      ...[title, content, tags, changedAt],
    ]);
    return rowCount === 1 ? 'newer' : 'known';
  }

  async copyAfter(
    noteId: string,
    limit: number,
    client: PoolClient,
  ): Promise<CopiedNotes> {
    const { rows } = await client.query<SearchNote & Pick<NoteChange, 'state'>>(
      COPY,
      [noteId, limit],
    );
    const last = rows.length === limit ? rows.at(-1)?.noteId : undefined;
    return {
      active: rows.filter(row => row.state === 'active'),
      count: rows.length,
      ...(last === undefined ? {} : { last }),
    };
  }

  async lastChange(): Promise<Date | undefined> {
    const { rows } = await this.#pool.query<{ at: Date | null }>(
      'SELECT max(changed_at) AS at FROM received_notes',
    );
    return rows[0]?.at ?? undefined;
  }
}
