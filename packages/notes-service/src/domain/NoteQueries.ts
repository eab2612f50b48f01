import { decodeCursor, encodeCursor } from '@notes/service-kit';
import { z } from 'zod';
import { normalizeTag } from './normalizeContent.ts';
import type {
  Note,
  NoteState,
  NoteSummary,
  NoteVersion,
  VersionSummary,
} from './Note.ts';
import { notFound } from './NoteCommands.ts';
import { NoteError } from './NoteError.ts';
import type { NoteReader, Position, TagCount } from './NoteReader.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface ListNotes {
  readonly state: NoteState;
  readonly limit: number;
  readonly tag?: string;
  readonly cursor?: string;
}

const MOST_TAGS = 200;
const position = z.object({ createdAt: z.iso.datetime(), id: z.uuid() });
const versionPosition = z.object({ before: z.int().min(1) });

/** The side of questions. Whose note it is gets decided here, once for every route. */
export class NoteQueries {
  readonly #reader: NoteReader;
  readonly #find: (id: string) => Promise<Note | undefined>;

  constructor(
    reader: NoteReader,
    find: (id: string) => Promise<Note | undefined>,
  ) {
    this.#reader = reader;
    this.#find = find;
  }

  async list(ownerId: string, query: ListNotes): Promise<Page<NoteSummary>> {
    const { cursor, limit, state, tag } = query;
    const after = cursor === undefined ? undefined : positionOf(cursor);
    // One more than asked for tells whether there is a next page, without counting.
    const found = await this.#reader.list({
      ownerId,
      state,
      limit: limit + 1,
      ...(tag === undefined ? {} : { tag: normalizeTag(tag) }),
      ...(after ? { after } : {}),
    });
    return pageOf(found, limit, ({ createdAt, id }) => ({ createdAt, id }));
  }

  tags(ownerId: string): Promise<TagCount[]> {
    return this.#reader.tags(ownerId, MOST_TAGS);
  }

  async get(ownerId: string, noteId: string): Promise<Note> {
    const note = await this.#find(noteId);
    if (note?.ownerId !== ownerId) throw notFound(noteId);
    return note;
  }

  async versions(
    ownerId: string,
    noteId: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<VersionSummary>> {
    await this.get(ownerId, noteId);
    const { cursor, limit } = page;
    const before = cursor === undefined ? {} : read(versionPosition, cursor);
    const found = await this.#reader.versions(noteId, {
      limit: limit + 1,
      ...before,
    });
    return pageOf(found, limit, ({ version }) => ({ before: version }));
  }

  async version(
    ownerId: string,
    noteId: string,
    version: number,
  ): Promise<NoteVersion> {
    const found = await this.#reader.version({ ownerId, noteId, version });
    if (found) return found;
    // Only the answer that there is none has to know why.
    await this.get(ownerId, noteId);
    throw new NoteError(
      'not-found',
      `Note "${noteId}" has no version ${version}.`,
    );
  }
}

function pageOf<T>(
  found: readonly T[],
  limit: number,
  placeOf: (item: T) => object,
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last
    ? { items, nextCursor: encodeCursor(placeOf(last)) }
    : { items };
}

function positionOf(cursor: string): Position {
  const { createdAt, id } = read(position, cursor);
  return { createdAt: new Date(createdAt), id };
}

/** A cursor is opaque to callers, but nothing keeps them from writing one. */
function read<T>(schema: z.ZodType<T>, cursor: string): T {
  try {
    return schema.parse(decodeCursor(cursor));
  } catch {
    throw new NoteError(
      'invalid',
      'is not the nextCursor of a page of this list',
      'cursor',
    );
  }
}
