import { MongoServerError } from 'mongodb';
import type { Logger } from '@notes/service-kit';
import type { Note, NoteRevision } from '../../domain/Note.ts';
import type { Effects } from '../../domain/NoteEffects.ts';
import type {
  CreateOutcome,
  Idempotency,
  NoteStore,
} from '../../domain/NoteStore.ts';
import type { MongoDebts } from './MongoDebts.ts';
import {
  fieldsOf,
  toNote,
  toVersion,
  versionOf,
  type NoteCollections,
  type NoteDocument,
} from './NoteDocument.ts';

export interface MongoNoteStoreOptions {
  readonly collections: NoteCollections;
  readonly debts: MongoDebts;
  readonly logger: Logger;
}

const DUPLICATE_KEY = 11_000;

export class MongoNoteStore implements NoteStore {
  readonly #options: MongoNoteStoreOptions;

  constructor(options: MongoNoteStoreOptions) {
    this.#options = options;
  }

  async find(id: string): Promise<Note | undefined> {
    const document = await this.#notes.findOne({ _id: id });
    return document ? toNote(document) : undefined;
  }

  async create(
    revision: NoteRevision,
    effects: Effects,
    idempotency?: Idempotency,
  ): Promise<CreateOutcome> {
    const { note } = revision;
    const document: NoteDocument = {
      ...fieldsOf(note),
      _id: note.id,
      ownerId: note.ownerId,
      createdAt: note.createdAt,
      uniqueKey: idempotency ? keyOf(note.ownerId, idempotency) : note.id,
      fingerprint: idempotency?.fingerprint ?? null,
      history: [versionOf(revision)],
      pending: [JSON.stringify(effects)],
    };
    try {
      await this.#notes.insertOne(document);
    } catch (error) {
      if (!idempotency || !isDuplicate(error)) throw error;
      return this.#replay(note.ownerId, idempotency);
    }
    await this.#pay(note.id);
    return { kind: 'created', note };
  }

  async replace(
    revision: NoteRevision,
    effects: Effects,
  ): Promise<'stored' | 'stale'> {
    const { note } = revision;
    const { matchedCount } = await this.#notes.updateOne(
      { _id: note.id, version: note.version - 1, state: { $ne: 'purged' } },
      {
        $set: fieldsOf(note),
        $push: {
          history: versionOf(revision),
          pending: JSON.stringify(effects),
        },
      },
    );
    if (matchedCount === 0) return 'stale';
    await this.#pay(note.id);
    return 'stored';
  }

  async purge(
    note: Pick<Note, 'id' | 'ownerId' | 'version'>,
    effects: Effects,
  ): Promise<'purged' | 'stale'> {
    const { matchedCount } = await this.#notes.updateOne(
      { _id: note.id, version: note.version, state: { $ne: 'purged' } },
      {
        $set: {
          version: effects.version,
          state: 'purged',
          title: '',
          content: '',
          excerpt: '',
          tags: [],
          uniqueKey: note.id,
          dirty: true,
        },
        $push: { pending: JSON.stringify(effects) },
      },
    );
    if (matchedCount === 0) return 'stale';
    await this.#pay(note.id);
    return 'purged';
  }

  async deletedBefore(moment: Date, limit: number): Promise<Note[]> {
    const documents = await this.#notes
      .find({ state: 'deleted', deletedAt: { $lt: moment } })
      .sort({ deletedAt: 1 })
      .limit(limit)
      .toArray();
    return documents.flatMap(document => toNote(document) ?? []);
  }

  get #notes() {
    return this.#options.collections.notes;
  }

  /** The write is accepted already. What it owes is paid at once when PostgreSQL answers, and else by the job. */
  async #pay(noteId: string): Promise<void> {
    try {
      await this.#options.debts.payFor(noteId);
    } catch (error) {
      this.#options.logger.warn(
        { err: error, noteId },
        'effects of a note wait',
      );
    }
  }

  async #replay(
    ownerId: string,
    idempotency: Idempotency,
  ): Promise<CreateOutcome> {
    const { notes, versions } = this.#options.collections;
    const uniqueKey = keyOf(ownerId, idempotency);
    const document = await notes.findOne({ uniqueKey });
    if (document?.fingerprint !== idempotency.fingerprint) {
      return { kind: 'conflict' };
    }
    const { _id: id, createdAt } = document;
    const first =
      document.history.find(({ version }) => version === 1) ??
      (await versions.findOne({ _id: `${id}:1` }));
    if (!first) throw new Error(`note "${id}" has no first version`);
    const { content, tags, title } = toVersion(first);
    const written = { title, content, tags, createdAt, updatedAt: createdAt };
    const note: Note = { ...written, id, ownerId, version: 1, state: 'active' };
    return { kind: 'replayed', note };
  }
}

/** As JSON, so that no owner and key together spell those of another. */
function keyOf(ownerId: string, { key }: Idempotency): string {
  return JSON.stringify([ownerId, key]);
}

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}
