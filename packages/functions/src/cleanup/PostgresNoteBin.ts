import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { NoteBin, OldNote } from './ports.ts';

/**
 * The bin in the database of notes-service. Each purge writes what the service itself would: the note with its
 * versions goes, its files are marked for removal, and `note.deleted` waits in the outbox, in one transaction. A test
 * runs it on the migrations of notes-service, so that the two cannot drift apart unseen.
 */
export class PostgresNoteBin implements NoteBin {
  readonly #pool: Pick<Pool, 'connect' | 'query'>;

  constructor(pool: Pick<Pool, 'connect' | 'query'>) {
    this.#pool = pool;
  }

  async deletedBefore(
    moment: Date,
    { after, limit }: { limit: number; after?: OldNote | undefined },
  ): Promise<OldNote[]> {
    const { rows } = await this.#pool.query<{ id: string; version: number }>(
      `SELECT id, version FROM notes
        WHERE state = 'deleted' AND deleted_at < $1 AND ($2::uuid IS NULL OR id > $2)
        ORDER BY id LIMIT $3`,
      [moment, after?.noteId, limit],
    );
    return rows.map(({ id, version }) => ({ noteId: id, version }));
  }

  async purge(note: OldNote, now: Date): Promise<'purged' | 'kept'> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      const outcome = await purgeNote(client, note, now);
      await client.query('COMMIT');
      return outcome;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
}

async function purgeNote(
  client: PoolClient,
  { noteId, version }: OldNote,
  now: Date,
): Promise<'purged' | 'kept'> {
  // The order of one note's events follows the order in which its transactions end.
  await client.query(
    'SELECT pg_advisory_xact_lock(hashtextextended($1, 7239002))',
    [`notes-events:${noteId}`],
  );
  const { rows } = await client.query<{ owner_id: string }>(
    `DELETE FROM notes WHERE id = $1 AND version = $2 AND state = 'deleted' RETURNING owner_id`,
    [noteId, version],
  );
  const owner = rows[0];
  if (!owner) return 'kept';
  await client.query(
    `WITH removed AS (DELETE FROM attachments WHERE note_id = $1 RETURNING storage_key)
     INSERT INTO object_removals (storage_key) SELECT storage_key FROM removed ON CONFLICT DO NOTHING`,
    [noteId],
  );
  const event = purged({ noteId, ownerId: owner.owner_id, version, now });
  await client.query(
    'INSERT INTO outbox (topic, message_key, event) VALUES ($1, $2, $3)',
    ['notes-events', noteId, JSON.stringify(event)],
  );
  return 'purged';
}

function purged(note: {
  noteId: string;
  ownerId: string;
  version: number;
  now: Date;
}): object {
  const { noteId, now, ownerId, version } = note;
  const time = now.toISOString();
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/functions/cleanup',
    type: 'note.deleted',
    subject: noteId,
    time,
    datacontenttype: 'application/json',
    data: {
      noteId,
      ownerId,
      version: version + 1,
      purged: true,
      occurredAt: time,
    },
  };
}
