import { inTransaction } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { Note, NoteRevision } from '../domain/Note.ts';
import type { Effects } from '../domain/NoteEffects.ts';
import type {
  CreateOutcome,
  Idempotency,
  NoteStore,
} from '../domain/NoteStore.ts';
import type { WorkflowTimes } from '../workflow/Workflow.ts';
import { applyEffects } from './applyEffects.ts';
import { NOTE_COLUMNS, toNote, type NoteRow } from './noteRow.ts';
import { writeTags, writeVersion } from './writeRevision.ts';

export class PostgresNoteStore implements NoteStore {
  readonly #pool: Pool;
  readonly #times: WorkflowTimes;

  constructor(pool: Pool, times: WorkflowTimes) {
    this.#pool = pool;
    this.#times = times;
  }

  async find(id: string): Promise<Note | undefined> {
    const { rows } = await this.#pool.query<NoteRow>(
      `SELECT ${NOTE_COLUMNS} FROM notes WHERE id = $1`,
      [id],
    );
    return rows[0] && toNote(rows[0]);
  }

  create(
    revision: NoteRevision,
    effects: Effects,
    idempotency?: Idempotency,
  ): Promise<CreateOutcome> {
    return inTransaction(this.#pool, async client => {
      const inserted = await insertNote(client, revision.note, idempotency);
      // The key is taken: by a transaction that has committed, because this one has waited for it.
      if (!inserted && idempotency) {
        return replay(client, revision.note.ownerId, idempotency);
      }
      await writeVersion(client, revision);
      await writeTags(client, revision.note);
      await applyEffects(client, effects, this.#times);
      return { kind: 'created', note: revision.note };
    });
  }

  replace(
    revision: NoteRevision,
    effects: Effects,
  ): Promise<'stored' | 'stale'> {
    return inTransaction(this.#pool, async client => {
      if (!(await updateNote(client, revision.note))) return 'stale';
      await writeVersion(client, revision);
      await writeTags(client, revision.note);
      await applyEffects(client, effects, this.#times);
      return 'stored';
    });
  }

  purge(
    note: Pick<Note, 'id' | 'ownerId' | 'version'>,
    effects: Effects,
  ): Promise<'purged' | 'stale'> {
    return inTransaction(this.#pool, async client => {
      const { rowCount } = await client.query(
        'DELETE FROM notes WHERE id = $1 AND version = $2',
        [note.id, note.version],
      );
      if (rowCount === 0) return 'stale';
      await applyEffects(client, effects, this.#times);
      return 'purged';
    });
  }

  async deletedBefore(moment: Date, limit: number): Promise<Note[]> {
    const { rows } = await this.#pool.query<NoteRow>(
      `SELECT ${NOTE_COLUMNS} FROM notes
        WHERE state = 'deleted' AND deleted_at < $1
        ORDER BY deleted_at LIMIT $2`,
      [moment, limit],
    );
    return rows.map(toNote);
  }
}

async function insertNote(
  client: PoolClient,
  note: Note,
  idempotency?: Idempotency,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO notes (id, owner_id, version, state, title, content, tags,
                        created_at, updated_at, idempotency_key, fingerprint)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (owner_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING`,
    [
      note.id,
      note.ownerId,
      note.version,
      note.state,
      note.title,
      note.content,
      JSON.stringify(note.tags),
      note.createdAt,
      note.updatedAt,
      idempotency?.key,
      idempotency?.fingerprint,
    ],
  );
  return rowCount === 1;
}

/** The compare and the set are one statement: of two writers that saw one version, one finds no row. */
async function updateNote(client: PoolClient, note: Note): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE notes
        SET version = $2, state = $3, reason = $4, title = $5, content = $6, tags = $7,
            updated_at = $8, deleted_at = $9
      WHERE id = $1 AND version = $2 - 1`,
    [
      note.id,
      note.version,
      note.state,
      note.reason,
      note.title,
      note.content,
      JSON.stringify(note.tags),
      note.updatedAt,
      note.deletedAt,
    ],
  );
  return rowCount === 1;
}

/** The first answer again: the note as it was created, whatever became of it since. */
async function replay(
  client: PoolClient,
  ownerId: string,
  { fingerprint, key }: Idempotency,
): Promise<CreateOutcome> {
  const { rows } = await client.query<NoteRow & { fingerprint: string }>(
    `SELECT n.id, n.owner_id, v.version, 'active' AS state, NULL AS reason, v.title, v.content, v.tags,
            n.created_at, n.created_at AS updated_at, NULL AS deleted_at, n.fingerprint
       FROM notes n JOIN note_versions v ON v.note_id = n.id AND v.version = 1
      WHERE n.owner_id = $1 AND n.idempotency_key = $2`,
    [ownerId, key],
  );
  const earlier = rows[0];
  if (earlier?.fingerprint !== fingerprint) return { kind: 'conflict' };
  return { kind: 'replayed', note: toNote(earlier) };
}
