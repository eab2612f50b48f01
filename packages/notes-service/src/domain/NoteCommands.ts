import { randomUUID } from 'node:crypto';
import type { Clock } from '@notes/service-kit';
import { fingerprint } from './fingerprint.ts';
import { normalizeContent, type NoteInput } from './normalizeContent.ts';
import type { Note, NoteChange, NoteContent, NoteVersion } from './Note.ts';
import type { NoteEffects } from './NoteEffects.ts';
import { NoteError } from './NoteError.ts';
import { nextRevision } from './nextRevision.ts';
import type { VersionPlace } from './NoteReader.ts';
import type { NoteStore } from './NoteStore.ts';

export interface NoteCommandsOptions {
  readonly store: NoteStore;
  readonly effects: NoteEffects;
  readonly clock: Clock;
  /** Versions are read to be written again. */
  readonly findVersion: (
    place: VersionPlace,
  ) => Promise<NoteVersion | undefined>;
}

/** Which note a command means, whose it must be, and the version its caller has seen. */
export interface Target {
  readonly ownerId: string;
  readonly noteId: string;
  readonly expectedVersion: number;
}

interface Change {
  readonly change: NoteChange;
  readonly content?: NoteContent;
  readonly restoredFrom?: number;
}

/** The write side: every use case that changes a note. It knows nothing of HTTP and nothing of storage. */
export class NoteCommands {
  readonly #options: NoteCommandsOptions;

  constructor(options: NoteCommandsOptions) {
    this.#options = options;
  }

  async create(
    ownerId: string,
    input: NoteInput,
    idempotencyKey?: string,
  ): Promise<Note> {
    const { clock, effects, store } = this.#options;
    const content = normalizeContent(input);
    const now = clock.now();
    const note: Note = {
      ...content,
      id: randomUUID(),
      ownerId,
      version: 1,
      state: 'active',
      createdAt: now,
      updatedAt: now,
    };
    const revision = { note, change: 'created' } as const;
    const outcome = await store.create(
      revision,
      effects.of(revision),
      idempotencyKey === undefined
        ? undefined
        : { key: idempotencyKey, fingerprint: fingerprint(content) },
    );
    if (outcome.kind === 'conflict') {
      throw new NoteError(
        'idempotency-conflict',
        'This Idempotency-Key was used before for a different request. Choose a new key.',
      );
    }
    return outcome.note;
  }

  async update(target: Target, input: NoteInput): Promise<Note> {
    const content = normalizeContent(input);
    const note = await this.#expect(target, ['active']);
    return this.#write(note, { change: 'updated', content });
  }

  async delete(target: Target): Promise<Note> {
    const note = await this.#expect(target, ['active', 'quarantined']);
    return this.#write(note, { change: 'deleted' });
  }

  /** Takes a note out of the bin, or out of quarantine, where its workflow starts anew. */
  async restore(target: Target): Promise<Note> {
    const note = await this.#expect(target, ['deleted', 'quarantined']);
    return this.#write(note, {
      change: note.state === 'deleted' ? 'undeleted' : 'released',
    });
  }

  async restoreVersion(target: Target, version: number): Promise<Note> {
    const note = await this.#expect(target, ['active']);
    const earlier = await this.#options.findVersion({
      ownerId: note.ownerId,
      noteId: note.id,
      version,
    });
    if (!earlier) {
      throw new NoteError(
        'not-found',
        `Note "${note.id}" has no version ${version}.`,
      );
    }
    const { content, tags, title } = earlier;
    return this.#write(note, {
      change: 'version-restored',
      content: { title, content, tags },
      restoredFrom: version,
    });
  }

  async purge(target: Target): Promise<void> {
    const { clock, effects, store } = this.#options;
    const note = await this.#expect(target, ['deleted']);
    const last = nextRevision(note, { change: 'deleted', now: clock.now() });
    const outcome = await store.purge(note, effects.ofPurge(last));
    if (outcome === 'stale') throw stale(target.noteId);
  }

  async #expect(target: Target, states: readonly string[]): Promise<Note> {
    const note = await this.#options.store.find(target.noteId);
    // Someone else's note answers as one that is not there, so that ids cannot be tried out.
    if (note?.ownerId !== target.ownerId) throw notFound(target.noteId);
    if (note.version !== target.expectedVersion) throw stale(note.id);
    if (states.includes(note.state)) return note;
    throw new NoteError(
      'wrong-state',
      `Note "${note.id}" is ${note.state}: expected ${states.join(' or ')}.`,
    );
  }

  async #write(note: Note, change: Change): Promise<Note> {
    const { clock, effects, store } = this.#options;
    const revision = nextRevision(note, { ...change, now: clock.now() });
    const outcome = await store.replace(revision, effects.of(revision));
    // Between the look and the write someone else was faster.
    if (outcome === 'stale') throw stale(note.id);
    return revision.note;
  }
}

export function notFound(noteId: string): NoteError {
  return new NoteError('not-found', `There is no note "${noteId}".`);
}

function stale(noteId: string): NoteError {
  return new NoteError(
    'stale',
    `Note "${noteId}" has changed since the version in If-Match. Read it again and send its ETag.`,
  );
}
