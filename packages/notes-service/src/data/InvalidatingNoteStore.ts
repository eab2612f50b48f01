import type { Note, NoteRevision } from '../domain/Note.ts';
import type { Effects } from '../domain/NoteEffects.ts';
import type {
  CreateOutcome,
  Idempotency,
  NoteStore,
} from '../domain/NoteStore.ts';

/** Has the cached lists of an owner forgotten after each write, whoever writes: a request, a job or a workflow. */
export class InvalidatingNoteStore implements NoteStore {
  readonly #store: NoteStore;
  readonly #invalidate: (ownerId: string) => Promise<void>;

  constructor(
    store: NoteStore,
    invalidate: (ownerId: string) => Promise<void>,
  ) {
    this.#store = store;
    this.#invalidate = invalidate;
  }

  find(id: string): Promise<Note | undefined> {
    return this.#store.find(id);
  }

  create(
    revision: NoteRevision,
    effects: Effects,
    idempotency?: Idempotency,
  ): Promise<CreateOutcome> {
    return this.#after(
      revision.note.ownerId,
      this.#store.create(revision, effects, idempotency),
    );
  }

  replace(
    revision: NoteRevision,
    effects: Effects,
  ): Promise<'stored' | 'stale'> {
    return this.#after(
      revision.note.ownerId,
      this.#store.replace(revision, effects),
    );
  }

  purge(
    note: Pick<Note, 'id' | 'ownerId' | 'version'>,
    effects: Effects,
  ): Promise<'purged' | 'stale'> {
    return this.#after(note.ownerId, this.#store.purge(note, effects));
  }

  deletedBefore(moment: Date, limit: number): Promise<Note[]> {
    return this.#store.deletedBefore(moment, limit);
  }

  /** Also after a failure: a connection that broke at the commit does not tell whether it happened. */
  async #after<T>(ownerId: string, write: Promise<T>): Promise<T> {
    try {
      return await write;
    } finally {
      await this.#invalidate(ownerId);
    }
  }
}
