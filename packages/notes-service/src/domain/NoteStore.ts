import type { Note, NoteRevision } from './Note.ts';
import type { Effects } from './NoteEffects.ts';

export interface Idempotency {
  readonly key: string;
  /** A digest of the request, so that a key used again for something else is noticed. */
  readonly fingerprint: string;
}

export type CreateOutcome =
  | { readonly kind: 'created' | 'replayed'; readonly note: Note }
  | { readonly kind: 'conflict' };

/**
 * Where commands write notes. Each write is one unit: the note, its version and the effects are all there
 * afterwards, or nothing is.
 */
export interface NoteStore {
  find(id: string): Promise<Note | undefined>;
  create(
    revision: NoteRevision,
    effects: Effects,
    idempotency?: Idempotency,
  ): Promise<CreateOutcome>;
  /** Stores the revision when the note still has the version before it. */
  replace(
    revision: NoteRevision,
    effects: Effects,
  ): Promise<'stored' | 'stale'>;
  /** Removes the note with all its versions when it still has that version. */
  purge(
    note: Pick<Note, 'id' | 'ownerId' | 'version'>,
    effects: Effects,
  ): Promise<'purged' | 'stale'>;
  /** What has been in the bin since before that moment, the longest first. */
  deletedBefore(moment: Date, limit: number): Promise<Note[]>;
}
