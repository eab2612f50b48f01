import { operation, type Handler } from '@notes/service-kit';
import type { NoteCommands } from '../domain/NoteCommands.ts';
import type { NoteQueries } from '../domain/NoteQueries.ts';
import { answer, targetOf } from './noteHandlers.ts';

interface Services {
  readonly commands: NoteCommands;
  readonly queries: NoteQueries;
}

export function versionHandlers({
  commands,
  queries,
}: Services): Record<string, Handler> {
  return {
    listVersions: operation<{
      path: { noteId: string };
      query: { limit: number; cursor?: string };
    }>(async ({ caller, path, query }) => ({
      status: 200,
      body: await queries.versions(caller.subject, path.noteId, query),
    })),

    getVersion: operation<{ path: { noteId: string; version: number } }>(
      async ({ caller, path }) => ({
        status: 200,
        body: await queries.version(caller.subject, path.noteId, path.version),
      }),
    ),

    restoreVersion: operation<{
      path: { noteId: string; version: number };
      header: { 'If-Match'?: string };
    }>(async input =>
      answer(
        await commands.restoreVersion(targetOf(input), input.path.version),
        200,
      ),
    ),
  };
}
