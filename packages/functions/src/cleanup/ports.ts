export interface ExpiredUpload {
  readonly key: string;
  readonly size: number;
}

/** Files that were announced and never became part of a note. */
export interface Uploads {
  /** In pages, so that a full bucket fits into the memory of a function. */
  olderThan(moment: Date): AsyncIterable<readonly ExpiredUpload[]>;
  remove(keys: readonly string[]): Promise<number>;
}

export interface OldNote {
  readonly noteId: string;
  readonly version: number;
}

/** Notes that their owners have deleted. */
export interface NoteBin {
  /** Oldest first, after that place. */
  deletedBefore(
    moment: Date,
    page: { readonly limit: number; readonly after?: OldNote | undefined },
  ): Promise<readonly OldNote[]>;
  /** `kept`: it was changed since the look, so its owner wants it. */
  purge(note: OldNote, now: Date): Promise<'purged' | 'kept'>;
}
