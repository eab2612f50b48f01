import type { PoolClient } from 'pg';
import type { Note, NoteRevision } from '../domain/Note.ts';

export async function writeVersion(
  client: PoolClient,
  { change, note, restoredFrom }: NoteRevision,
): Promise<void> {
  await client.query(
    `INSERT INTO note_versions (note_id, version, change, restored_from, title, content, tags, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      note.id,
      note.version,
      change,
      restoredFrom,
      note.title,
      note.content,
      JSON.stringify(note.tags),
      note.updatedAt,
    ],
  );
}

/** One statement, so that a reader between two of them never sees a note without its tags. */
export async function writeTags(client: PoolClient, note: Note): Promise<void> {
  await client.query(
    `WITH wanted AS (SELECT unnest($3::text[]) AS tag),
          gone AS (DELETE FROM note_tags WHERE note_id = $1 AND tag NOT IN (SELECT tag FROM wanted))
     INSERT INTO note_tags (note_id, owner_id, tag, state, created_at)
     SELECT $1, $2, tag, $4, $5 FROM wanted
     ON CONFLICT (note_id, tag) DO UPDATE SET state = excluded.state WHERE note_tags.state <> excluded.state`,
    [note.id, note.ownerId, note.tags, note.state, note.createdAt],
  );
}
