import type { PoolClient } from 'pg';

export type Engine = 'postgresql' | 'elasticsearch';

/** A note as it can be found. */
export interface SearchNote {
  readonly noteId: string;
  readonly ownerId: string;
  readonly version: number;
  readonly title: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly changedAt: Date;
}

/** How the notes of a page were found, and so how they are ordered. */
export type Matching = 'newest' | 'exact' | 'similar';

/** The place after which the next page begins. */
export interface Position {
  readonly score: number;
  readonly changedAt: string;
  readonly noteId: string;
}

export interface IndexQuery {
  /** Only notes of this owner are ever answered. */
  readonly ownerId: string;
  readonly matching: Matching;
  /** Absent when the newest are asked for. */
  readonly text?: string | undefined;
  /** A note must have all of them. */
  readonly tags: readonly string[];
  readonly limit: number;
  readonly after?: Position | undefined;
}

export interface Hit {
  readonly noteId: string;
  readonly version: number;
  readonly score: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly changedAt: Date;
  /** With markers around what was found, see `readMarks`. */
  readonly markedTitle: string;
  readonly markedContent: readonly string[];
}

/** Whether misspelled words are forgiven, and why not. */
export type TypoTolerance =
  | { readonly enabled: true }
  | { readonly enabled: false; readonly reason: string };

/** The generation was dropped: another one answers by now. */
export class GenerationGone extends Error {
  override readonly name = 'GenerationGone';
}

/**
 * Where notes are found. Generations are apart from each other, so that one can be filled while another answers.
 * The caller keeps changes of one note in order; every method may be repeated.
 */
export interface SearchIndex {
  readonly engine: Engine;
  readonly typoTolerance: TypoTolerance;
  create(generation: number): Promise<void>;
  drop(generation: number): Promise<void>;
  /** The client is that of the transaction at hand, for an index in the same database. */
  put(
    generation: number,
    notes: readonly SearchNote[],
    client: PoolClient,
  ): Promise<void>;
  remove(generation: number, noteId: string, client: PoolClient): Promise<void>;
  /** Called once a generation is full and before it answers. */
  prepare(generation: number): Promise<void>;
  /** @throws GenerationGone */
  search(generation: number, query: IndexQuery): Promise<Hit[]>;
  /** @throws GenerationGone */
  count(generation: number): Promise<number>;
}
