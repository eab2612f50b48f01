import type {
  NoteSummary,
  NoteVersion,
  VersionSummary,
} from '../domain/Note.ts';
import type {
  ListQuery,
  NoteReader,
  TagCount,
  VersionPlace,
} from '../domain/NoteReader.ts';
import type { ListCache } from './ListCache.ts';

/** Answers lists from the cache; versions never change and are read by one key, so they need none. */
export class CachedNoteReader implements NoteReader {
  readonly #reader: NoteReader;
  readonly #cache: ListCache;

  constructor(reader: NoteReader, cache: ListCache) {
    this.#reader = reader;
    this.#cache = cache;
  }

  list(query: ListQuery): Promise<NoteSummary[]> {
    const { ownerId, ...question } = query;
    return this.#cache.read(ownerId, question, {
      load: () => this.#reader.list(query),
      parse: text => (JSON.parse(text) as Stored[]).map(fromStored),
    });
  }

  tags(ownerId: string, limit: number): Promise<TagCount[]> {
    return this.#cache.read(
      ownerId,
      { tags: limit },
      {
        load: () => this.#reader.tags(ownerId, limit),
        parse: text => JSON.parse(text) as TagCount[],
      },
    );
  }

  versions(
    noteId: string,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<VersionSummary[]> {
    return this.#reader.versions(noteId, page);
  }

  version(place: VersionPlace): Promise<NoteVersion | undefined> {
    return this.#reader.version(place);
  }
}

type Moments = 'createdAt' | 'updatedAt' | 'deletedAt';
type Stored = Omit<NoteSummary, Moments> & {
  createdAt: string;
  updatedAt: string;
  deletedAt?: string;
};

function fromStored({ deletedAt, ...stored }: Stored): NoteSummary {
  return {
    ...stored,
    createdAt: new Date(stored.createdAt),
    updatedAt: new Date(stored.updatedAt),
    ...(deletedAt === undefined ? {} : { deletedAt: new Date(deletedAt) }),
  };
}
