import { randomUUID } from 'node:crypto';
import type { Clock } from '@notes/service-kit';
import { fingerprint } from '../domain/fingerprint.ts';
import type { Note } from '../domain/Note.ts';
import { NoteError } from '../domain/NoteError.ts';
import type { NoteQueries } from '../domain/NoteQueries.ts';
import { attachmentMessage } from '../events/attachmentMessage.ts';
import {
  MOST_ATTACHMENTS,
  type Attachment,
  type AttachmentInput,
} from './Attachment.ts';
import type { AttachmentRepository } from './AttachmentRepository.ts';
import type { AttachmentStore, SignedLink } from './AttachmentStore.ts';
import { inspectBytes } from './inspectBytes.ts';

export interface AttachmentsOptions {
  readonly repository: AttachmentRepository;
  readonly store: AttachmentStore;
  readonly notes: NoteQueries;
  readonly clock: Clock;
}

export interface Place {
  readonly ownerId: string;
  readonly noteId: string;
}

/** The use cases of attachments: announce, send by a link, have the bytes checked, read by a link, remove. */
export class Attachments {
  readonly #options: AttachmentsOptions;

  constructor(options: AttachmentsOptions) {
    this.#options = options;
  }

  async list(place: Place): Promise<Attachment[]> {
    const { notes, repository } = this.#options;
    await notes.get(place.ownerId, place.noteId);
    return repository.list(place.noteId);
  }

  async announce(
    place: Place,
    input: AttachmentInput,
    idempotencyKey?: string,
  ): Promise<{ attachment: Attachment; upload: SignedLink }> {
    const { clock, notes, repository, store } = this.#options;
    assertActive(await notes.get(place.ownerId, place.noteId));
    const outcome = await repository.create(
      {
        ...input,
        ...place,
        fileName: input.fileName.toWellFormed(),
        id: randomUUID(),
        storageKey: randomUUID(),
        state: 'pending',
        createdAt: clock.now(),
      },
      idempotencyKey === undefined
        ? undefined
        : { key: idempotencyKey, fingerprint: fingerprint(input) },
    );
    if (outcome === 'conflict') {
      throw new NoteError(
        'idempotency-conflict',
        'This Idempotency-Key was used before for a different request. Choose a new key.',
      );
    }
    if (outcome === 'too-many') {
      throw new NoteError(
        'too-many',
        `The note has ${MOST_ATTACHMENTS} attachments, which is the most it may have.`,
      );
    }
    const { contentType, size, storageKey: key } = outcome;
    const upload = await store.uploadLink({ key, contentType, size });
    return { attachment: outcome, upload };
  }

  async get(
    place: Place,
    id: string,
  ): Promise<{ attachment: Attachment; download?: SignedLink }> {
    const attachment = await this.#find(place, id);
    if (attachment.state === 'pending') return { attachment };
    const { contentType, fileName, storageKey: key } = attachment;
    const download = await this.#options.store.downloadLink({
      key,
      contentType,
      fileName,
    });
    return { attachment, download };
  }

  /** The bytes are taken out of reach of the link first, then looked at: nobody can swap them in between. */
  async complete(place: Place, id: string): Promise<Attachment> {
    const { clock, repository, store } = this.#options;
    const attachment = await this.#find(place, id);
    if (attachment.state === 'complete') return attachment;
    if ((await store.accept(attachment.storageKey)) === 'absent') {
      throw new NoteError(
        'wrong-state',
        `Attachment "${id}" has no bytes yet: send them to its upload link first.`,
      );
    }
    const bytes = await store.read(attachment.storageKey);
    const wrong = await inspectBytes(bytes, attachment);
    bytes.destroy();
    if (wrong !== undefined) {
      await repository.remove(id);
      throw new NoteError(
        'not-as-announced',
        `The upload has ${wrong}. It is removed.`,
      );
    }
    const completedAt = clock.now();
    const message = attachmentMessage(
      'attachment.completed',
      attachment,
      completedAt,
    );
    await repository.complete(id, completedAt, message);
    return this.#find(place, id);
  }

  async remove(place: Place, id: string): Promise<void> {
    const { clock, repository } = this.#options;
    const attachment = await this.#find(place, id);
    const message =
      attachment.state === 'complete'
        ? attachmentMessage('attachment.deleted', attachment, clock.now())
        : undefined;
    if (!(await repository.remove(id, message))) throw absent(place, id);
  }

  async #find(place: Place, id: string): Promise<Attachment> {
    const { notes, repository } = this.#options;
    await notes.get(place.ownerId, place.noteId);
    const attachment = await repository.find(place.noteId, id);
    if (!attachment) throw absent(place, id);
    return attachment;
  }
}

function assertActive(note: Note): void {
  if (note.state === 'active') return;
  throw new NoteError(
    'wrong-state',
    `Note "${note.id}" is ${note.state}: expected active.`,
  );
}

function absent({ noteId }: Place, id: string): NoteError {
  return new NoteError(
    'not-found',
    `Note "${noteId}" has no attachment "${id}".`,
  );
}
