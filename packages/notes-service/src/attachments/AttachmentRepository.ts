import { inTransaction } from '@notes/service-kit';
import type { Message } from '../domain/NoteEffects.ts';
import type { Idempotency } from '../domain/NoteStore.ts';
import { Outbox } from '@notes/events';
import type { Pool } from 'pg';
import {
  MOST_ATTACHMENTS,
  type Attachment,
  type ContentType,
} from './Attachment.ts';

interface AttachmentRow {
  id: string;
  note_id: string;
  owner_id: string;
  storage_key: string;
  file_name: string;
  content_type: ContentType;
  size: number;
  sha256: string | null;
  state: 'pending' | 'complete';
  created_at: Date;
  completed_at: Date | null;
  fingerprint: string | null;
}

const COLUMNS =
  'id, note_id, owner_id, storage_key, file_name, content_type, size, sha256, state, created_at, completed_at, fingerprint';

/** What is known of attachments; it stays in PostgreSQL wherever notes and bytes are. */
export class AttachmentRepository {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async list(noteId: string): Promise<Attachment[]> {
    const { rows } = await this.#pool.query<AttachmentRow>(
      `SELECT ${COLUMNS} FROM attachments WHERE note_id = $1 ORDER BY created_at, id`,
      [noteId],
    );
    return rows.map(toAttachment);
  }

  async find(noteId: string, id: string): Promise<Attachment | undefined> {
    const { rows } = await this.#pool.query<AttachmentRow>(
      `SELECT ${COLUMNS} FROM attachments WHERE note_id = $1 AND id = $2`,
      [noteId, id],
    );
    return rows[0] && toAttachment(rows[0]);
  }

  /** One note at a time counts its attachments, so that the limit holds for requests side by side too. */
  create(
    attachment: Attachment,
    idempotency?: Idempotency,
  ): Promise<Attachment | 'too-many' | 'conflict'> {
    return inTransaction(this.#pool, async client => {
      await client.query(
        'SELECT pg_advisory_xact_lock(hashtextextended($1, 4200001))',
        [attachment.noteId],
      );
      const { rows } = await client.query<
        AttachmentRow & { key: string | null }
      >(
        `SELECT ${COLUMNS}, idempotency_key AS key FROM attachments WHERE note_id = $1`,
        [attachment.noteId],
      );
      const earlier =
        idempotency && rows.find(row => row.key === idempotency.key);
      if (earlier) {
        return earlier.fingerprint === idempotency.fingerprint
          ? toAttachment(earlier)
          : 'conflict';
      }
      if (rows.length >= MOST_ATTACHMENTS) return 'too-many';
      await client.query(
        `INSERT INTO attachments (id, note_id, owner_id, storage_key, file_name, content_type, size, sha256,
                                  state, created_at, idempotency_key, fingerprint)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9, $10, $11)`,
        [
          attachment.id,
          attachment.noteId,
          attachment.ownerId,
          attachment.storageKey,
          attachment.fileName,
          attachment.contentType,
          attachment.size,
          attachment.sha256,
          attachment.createdAt,
          idempotency?.key,
          idempotency?.fingerprint,
        ],
      );
      return attachment;
    });
  }

  /** Of two requests that complete the same attachment, one tells the others. */
  complete(id: string, at: Date, message: Message): Promise<boolean> {
    return inTransaction(this.#pool, async client => {
      const { rowCount } = await client.query(
        `UPDATE attachments SET state = 'complete', completed_at = $2 WHERE id = $1 AND state = 'pending'`,
        [id, at],
      );
      if (rowCount === 0) return false;
      await Outbox.add(client, message.topic, message.event);
      return true;
    });
  }

  /** The row goes now; the job removes the object, and tries again when the store is away. */
  remove(id: string, message?: Message): Promise<boolean> {
    return inTransaction(this.#pool, async client => {
      const { rowCount } = await client.query(
        `WITH removed AS (DELETE FROM attachments WHERE id = $1 RETURNING storage_key)
         INSERT INTO object_removals (storage_key) SELECT storage_key FROM removed ON CONFLICT DO NOTHING`,
        [id],
      );
      if (rowCount === 0) return false;
      if (message) await Outbox.add(client, message.topic, message.event);
      return true;
    });
  }

  /** Gives up uploads that never came. */
  async removePendingBefore(moment: Date): Promise<number> {
    const { rowCount } = await this.#pool.query(
      `WITH removed AS (
         DELETE FROM attachments WHERE state = 'pending' AND created_at < $1 RETURNING storage_key)
       INSERT INTO object_removals (storage_key) SELECT storage_key FROM removed ON CONFLICT DO NOTHING`,
      [moment],
    );
    return rowCount ?? 0;
  }

  async removals(limit: number): Promise<string[]> {
    const { rows } = await this.#pool.query<{ storage_key: string }>(
      'SELECT storage_key FROM object_removals ORDER BY created_at LIMIT $1',
      [limit],
    );
    return rows.map(row => row.storage_key);
  }

  async forgetRemoval(storageKey: string): Promise<void> {
    await this.#pool.query(
      'DELETE FROM object_removals WHERE storage_key = $1',
      [storageKey],
    );
  }
}

function toAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.id,
    noteId: row.note_id,
    ownerId: row.owner_id,
    storageKey: row.storage_key,
    fileName: row.file_name,
    contentType: row.content_type,
    size: row.size,
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    state: row.state,
    createdAt: row.created_at,
    ...(row.completed_at === null ? {} : { completedAt: row.completed_at }),
  };
}
