import type { Pool } from 'pg';
import {
  EXCERPT_CHARACTERS,
  type NoteSummary,
  type NoteVersion,
  type VersionSummary,
} from '../domain/Note.ts';
import type {
  ListQuery,
  NoteReader,
  TagCount,
  VersionPlace,
} from '../domain/NoteReader.ts';
import {
  toSummary,
  toVersion,
  toVersionSummary,
  type SummaryRow,
  type VersionRow,
  type VersionSummaryRow,
} from './noteRow.ts';

const SUMMARY = `n.id, n.version, n.state, n.reason, n.title, left(n.content, ${EXCERPT_CHARACTERS}) AS excerpt,
  n.tags, n.created_at, n.updated_at, n.deleted_at`;
const VERSION_SUMMARY =
  'version, change, restored_from, title, tags, created_at';

export class PostgresNoteReader implements NoteReader {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async list(query: ListQuery): Promise<NoteSummary[]> {
    const { text, values } = listStatement(query);
    const { rows } = await this.#pool.query<SummaryRow>(text, values);
    return rows.map(toSummary);
  }

  async tags(ownerId: string, limit: number): Promise<TagCount[]> {
    const { rows } = await this.#pool.query<TagCount>(
      `SELECT tag, count(*)::int AS notes FROM note_tags
        WHERE owner_id = $1 AND state = 'active'
        GROUP BY tag ORDER BY notes DESC, tag LIMIT $2`,
      [ownerId, limit],
    );
    return rows;
  }

  async versions(
    noteId: string,
    { before, limit }: { readonly limit: number; readonly before?: number },
  ): Promise<VersionSummary[]> {
    const { rows } = await this.#pool.query<VersionSummaryRow>(
      `SELECT ${VERSION_SUMMARY} FROM note_versions
        WHERE note_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3`,
      [noteId, before ?? 2_147_483_647, limit],
    );
    return rows.map(toVersionSummary);
  }

  async version({
    noteId,
    ownerId,
    version,
  }: VersionPlace): Promise<NoteVersion | undefined> {
    const { rows } = await this.#pool.query<VersionRow>(
      `SELECT ${VERSION_SUMMARY}, content FROM note_versions
        WHERE note_id = $1 AND version = $2
          AND EXISTS (SELECT FROM notes WHERE id = $1 AND owner_id = $3)`,
      [noteId, version, ownerId],
    );
    return rows[0] && toVersion(rows[0]);
  }
}

/** The text depends on what is asked, so that each form reads its own index from the right place on. */
export function listStatement(query: ListQuery): {
  text: string;
  values: unknown[];
} {
  const { after, limit, ownerId, state, tag } = query;
  const values: unknown[] = [ownerId, state, limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const [table, id] =
    tag === undefined
      ? (['notes n', 'n.id'] as const)
      : ([
          'note_tags t JOIN notes n ON n.id = t.note_id',
          't.note_id',
        ] as const);
  const ordered = tag === undefined ? 'n' : 't';
  const conditions = [
    `${ordered}.owner_id = $1`,
    `${ordered}.state = $2`,
    ...(tag === undefined ? [] : [`t.tag = ${bind(tag)}`]),
    ...(after
      ? [
          `(${ordered}.created_at, ${id}) < (${bind(after.createdAt)}::timestamptz, ${bind(after.id)}::uuid)`,
        ]
      : []),
  ];
  return {
    text: `SELECT ${SUMMARY} FROM ${table} WHERE ${conditions.join(' AND ')}
      ORDER BY ${ordered}.created_at DESC, ${id} DESC LIMIT $3`,
    values,
  };
}
