import type {
  NoteState,
  NoteSummary,
  NoteVersion,
  VersionSummary,
} from './Note.ts';

/** The place after which a page starts: notes are ordered by creation, newest first, then by id. */
export interface Position {
  readonly createdAt: Date;
  readonly id: string;
}

export interface ListQuery {
  readonly ownerId: string;
  readonly state: NoteState;
  readonly tag?: string;
  readonly limit: number;
  readonly after?: Position;
}

export interface TagCount {
  readonly tag: string;
  readonly notes: number;
}

/** Which version of whose note. */
export interface VersionPlace {
  readonly ownerId: string;
  readonly noteId: string;
  readonly version: number;
}

/** The side of questions: it changes nothing, so it may be cached and may lag where it says so. */
export interface NoteReader {
  list(query: ListQuery): Promise<NoteSummary[]>;
  tags(ownerId: string, limit: number): Promise<TagCount[]>;
  versions(
    noteId: string,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<VersionSummary[]>;
  /** Nothing when the note is not this owner's. */
  version(place: VersionPlace): Promise<NoteVersion | undefined>;
}
