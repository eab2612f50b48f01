import { Problem } from '@notes/service-kit';
import { askLive, type LiveIndexOptions } from './askLive.ts';
import type { Hit, IndexQuery, Matching } from './SearchIndex.ts';
import type { PageCursor } from './pageCursor.ts';

export interface NoteSearchQuery {
  readonly ownerId: string;
  readonly text?: string | undefined;
  readonly tags: readonly string[];
  readonly limit: number;
  readonly cursor?: PageCursor | undefined;
}

export interface SearchPage {
  readonly matching: Matching;
  readonly hits: readonly Hit[];
  readonly next?: PageCursor;
}

const RETRY_AFTER_SECONDS = 2;

/** Finds notes of one owner in the generation that answers. */
export class NoteSearch {
  readonly #live: LiveIndexOptions;

  constructor(live: LiveIndexOptions) {
    this.#live = live;
  }

  async find(query: NoteSearchQuery): Promise<SearchPage> {
    if (query.cursor) return this.#page(query, query.cursor.matching);
    if (query.text === undefined) return this.#page(query, 'newest');

    const page = await this.#page(query, 'exact');
    if (page.hits.length > 0 || !isPlain(query.text)) return page;
    const similar = await this.#page(query, 'similar');
    return similar.hits.length > 0 ? similar : page;
  }

  async #page(query: NoteSearchQuery, matching: Matching): Promise<SearchPage> {
    const { cursor, limit, ownerId, tags, text } = query;
    // One more than asked for tells whether there is another page.
    const found = await this.#search({
      ...{ ownerId, matching, text, tags, limit: limit + 1 },
      after: cursor?.after,
    });
    const hits = found.slice(0, limit);
    const last = hits.at(-1);
    if (found.length <= limit || !last) return { matching, hits };
    const { noteId, score } = last;
    const after = { noteId, score, changedAt: last.changedAt.toISOString() };
    return { matching, hits, next: { matching, after } };
  }

  #search(query: IndexQuery): Promise<Hit[]> {
    return askLive(this.#live, ({ index, live }) => {
      if (index && live) return index.search(live.id, query);
      throw new Problem(503, 'The index is being built; try again soon.', {
        headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
      });
    });
  }
}

/** Whoever quotes or excludes means exactly that; only plain words may be misspelled. */
function isPlain(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/"|(^|\s)-/.test(text);
}
