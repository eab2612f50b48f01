import { operation, type Handler } from '@notes/service-kit';
import type { Note, NoteState } from '../domain/Note.ts';
import type { NoteCommands } from '../domain/NoteCommands.ts';
import type { NoteQueries } from '../domain/NoteQueries.ts';
import type { NoteInput } from '../domain/normalizeContent.ts';
import { etagOf, expectedVersion, isKnown } from '../http/etag.ts';

interface Services {
  readonly commands: NoteCommands;
  readonly queries: NoteQueries;
}

interface OfNote {
  path: { noteId: string };
}

interface Change extends OfNote {
  header: { 'If-Match'?: string };
}

/** One handler for each operation on notes; openapi.yaml declares the types that they name. */
export function noteHandlers({
  commands,
  queries,
}: Services): Record<string, Handler> {
  return {
    listNotes: operation<{
      query: { limit: number; state: NoteState; tag?: string; cursor?: string };
    }>(async ({ caller, query }) => ({
      status: 200,
      body: await queries.list(caller.subject, query),
    })),

    createNote: operation<{
      header: { 'Idempotency-Key'?: string };
      body: NoteInput;
    }>(async ({ body, caller, header }) => {
      const key = header['Idempotency-Key'];
      const note = await commands.create(caller.subject, body, key);
      const Location = `/api/notes/${note.id}`;
      return answer(note, 201, { Location });
    }),

    listTags: async ({ caller }) => ({
      status: 200,
      body: { items: await queries.tags(caller.subject) },
    }),

    getNote: operation<OfNote & { header: { 'If-None-Match'?: string } }>(
      async ({ caller, header, path }) => {
        const note = await queries.get(caller.subject, path.noteId);
        const known = isKnown(header['If-None-Match'], note.version);
        return known
          ? { status: 304, headers: { ETag: etagOf(note.version) } }
          : answer(note, 200);
      },
    ),

    updateNote: operation<Change & { body: NoteInput }>(async input =>
      answer(await commands.update(targetOf(input), input.body), 200),
    ),

    deleteNote: operation<Change>(async input => {
      const { version } = await commands.delete(targetOf(input));
      return { status: 204, headers: { ETag: etagOf(version) } };
    }),

    restoreNote: operation<Change>(async input =>
      answer(await commands.restore(targetOf(input)), 200),
    ),

    purgeNote: operation<Change>(async input => {
      await commands.purge(targetOf(input));
      return { status: 204 };
    }),
  };
}

/** Whose note, which, and the version the caller has seen. */
export function targetOf(input: {
  readonly caller: { readonly subject: string };
  readonly path: { readonly noteId: string };
  readonly header: { readonly 'If-Match'?: string };
}) {
  return {
    ownerId: input.caller.subject,
    noteId: input.path.noteId,
    expectedVersion: expectedVersion(input.header['If-Match']),
  };
}

export function answer(
  note: Note,
  status: number,
  headers: Readonly<Record<string, string>> = {},
) {
  const body = { ...note, ownerId: undefined };
  return { status, headers: { ...headers, ETag: etagOf(note.version) }, body };
}
