export type NoteState = 'active' | 'deleted' | 'quarantined';

/** What made a version. */
export type NoteChange =
  | 'created'
  | 'updated'
  | 'version-restored'
  | 'deleted'
  | 'undeleted'
  | 'quarantined'
  | 'released';

/** What its owner writes; a version keeps exactly this. */
export interface NoteContent {
  readonly title: string;
  readonly content: string;
  readonly tags: readonly string[];
}

export interface Note extends NoteContent {
  readonly id: string;
  readonly ownerId: string;
  /** Counts every accepted write, without gaps, from 1. */
  readonly version: number;
  readonly state: NoteState;
  /** Why it is in quarantine. */
  readonly reason?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt?: Date;
}

export interface NoteSummary extends Omit<Note, 'content' | 'ownerId'> {
  readonly excerpt: string;
}

export interface VersionSummary {
  readonly version: number;
  readonly change: NoteChange;
  /** The version that was written again. */
  readonly restoredFrom?: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
}

export interface NoteVersion extends VersionSummary {
  readonly content: string;
}

/** A note together with the change that made its newest version. */
export interface NoteRevision {
  readonly note: Note;
  readonly change: NoteChange;
  readonly restoredFrom?: number;
}

export const EXCERPT_CHARACTERS = 200;
