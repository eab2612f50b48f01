import { operation, type Handler } from '@notes/service-kit';
import { readMarks } from '../domain/marks.ts';
import type { NoteSearch } from '../domain/NoteSearch.ts';
import { readCursor, writeCursor } from '../domain/pageCursor.ts';
import type { Hit } from '../domain/SearchIndex.ts';

// An interface could be added to, so it would not be taken for a record.
type SearchParameters = Readonly<{
  q?: string;
  tags?: readonly string[];
  limit: number;
  cursor?: string;
}>;

/** Only the caller's own notes are looked at; there is no parameter that could name another owner. */
export function searchHandlers(
  search: NoteSearch,
): Readonly<Record<string, Handler>> {
  return {
    searchNotes: operation<{ query: SearchParameters }>(
      async ({ caller, query }) => {
        const question = {
          text: query.q?.trim(),
          // Tags are kept in lower case.
          tags: (query.tags ?? []).map(tag => tag.trim().toLowerCase()),
        };
        const page = await search.find({
          ...question,
          ownerId: caller.subject,
          limit: query.limit,
          cursor: query.cursor ? readCursor(query.cursor, question) : undefined,
        });
        return {
          status: 200,
          headers: { 'Cache-Control': 'private, no-store' },
          body: {
            matching: page.matching,
            items: page.hits.map(viewOf),
            ...(page.next && { nextCursor: writeCursor(page.next, question) }),
          },
        };
      },
    ),
  };
}

function viewOf(hit: Hit) {
  return {
    noteId: hit.noteId,
    version: hit.version,
    score: hit.score,
    tags: hit.tags,
    changedAt: hit.changedAt.toISOString(),
    title: readMarks(hit.markedTitle),
    excerpts: hit.markedContent.map(readMarks),
  };
}
