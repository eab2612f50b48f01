import type { SearchNote } from '../domain/SearchIndex.ts';
import { unmarked } from '../domain/marks.ts';
import { ownerKey, vectorExpression } from './ownedWords.ts';

/** A tsvector holds at most a mebibyte; what stands after this many characters is not found. */
const INDEXED_CHARACTERS = 200_000;

/** Each generation has a table of its own, so that it can be dropped without a trace. */
export function tableOf(generation: number): string {
  if (!Number.isSafeInteger(generation) || generation < 1) {
    throw new RangeError(`"${generation}" is no generation`);
  }
  return `documents_${generation}`;
}

/** The statements that make a generation. */
export function createStatements(
  generation: number,
  typos: boolean,
): readonly string[] {
  const table = tableOf(generation);
  const columns = typos ? 'search, names gin_trgm_ops' : 'search';
  return [
    `CREATE TABLE IF NOT EXISTS ${table} (
       note_id uuid PRIMARY KEY,
       owner_id text NOT NULL,
       version integer NOT NULL,
       title text NOT NULL,
       content text NOT NULL,
       tags text[] NOT NULL,
       names text NOT NULL,
       changed_at timestamptz NOT NULL,
       search tsvector NOT NULL)`,
    `CREATE INDEX IF NOT EXISTS ${table}_newest ON ${table} (owner_id, changed_at DESC, note_id DESC)`,
    // Without a pending list a read costs the same whatever was written before it.
    `CREATE INDEX IF NOT EXISTS ${table}_search ON ${table} USING gin (${columns}) WITH (fastupdate = off)`,
  ];
}

export function putStatement(generation: number): string {
  const table = tableOf(generation);
  return `
    INSERT INTO ${table} AS stored (note_id, owner_id, version, title, content, tags, names, changed_at, search)
    SELECT note_id, owner_id, version, title, content, tags,
           lower(title || ' ' || array_to_string(tags, ' ')), changed_at,
           ${vectorExpression('$2::regconfig', INDEXED_CHARACTERS)}
      FROM jsonb_to_recordset($1::jsonb) AS incoming (note_id uuid, owner_id text, owner_key text, version integer,
             title text, content text, tags text[], changed_at timestamptz)
     ORDER BY note_id
        ON CONFLICT (note_id) DO UPDATE
       SET owner_id = excluded.owner_id, version = excluded.version, title = excluded.title,
           content = excluded.content, tags = excluded.tags, names = excluded.names,
           changed_at = excluded.changed_at, search = excluded.search
     WHERE stored.version < excluded.version`;
}

export function rowsOf(notes: readonly SearchNote[]): string {
  return JSON.stringify(
    notes.map(note => ({
      note_id: note.noteId,
      owner_id: note.ownerId,
      owner_key: ownerKey(note.ownerId),
      version: note.version,
      title: unmarked(note.title),
      content: unmarked(note.content),
      tags: note.tags,
      changed_at: note.changedAt,
    })),
  );
}
