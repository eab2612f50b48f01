import type { Collection } from 'mongodb';
import {
  EXCERPT_CHARACTERS,
  type Note,
  type NoteChange,
  type NoteRevision,
  type NoteState,
  type NoteSummary,
  type NoteVersion,
  type VersionSummary,
} from '../../domain/Note.ts';
import type { Effects } from '../../domain/NoteEffects.ts';

export interface VersionDocument {
  readonly _id: string;
  readonly noteId: string;
  readonly version: number;
  readonly change: NoteChange;
  readonly restoredFrom?: number;
  readonly title: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
}

/**
 * A note with everything that its last writes still owe: versions that are not in their collection yet and effects
 * that are not in PostgreSQL yet. A write changes this one document, so it happens as a whole or not at all, on any
 * MongoDB: no transaction, and so no replica set, is needed.
 */
export interface NoteDocument {
  readonly _id: string;
  readonly ownerId: string;
  readonly version: number;
  /** A purged note stays until what it owes is paid, and nobody sees it. */
  readonly state: NoteState | 'purged';
  readonly reason: string | null;
  readonly title: string;
  readonly content: string;
  readonly excerpt: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
  /** Unique: the owner's key, or the note's own id. */
  readonly uniqueKey: string;
  readonly fingerprint: string | null;
  /** Whether it owes anything. */
  readonly dirty: boolean;
  readonly history: readonly VersionDocument[];
  /** Effects as JSON, in the order of their writes. */
  readonly pending: readonly string[];
}

export interface NoteCollections {
  readonly notes: Collection<NoteDocument>;
  readonly versions: Collection<VersionDocument>;
}

/** The fields that a revision sets. */
export function fieldsOf(note: Note) {
  return {
    version: note.version,
    state: note.state,
    reason: note.reason ?? null,
    title: note.title,
    content: note.content,
    excerpt: Array.from(note.content).slice(0, EXCERPT_CHARACTERS).join(''),
    tags: note.tags,
    updatedAt: note.updatedAt,
    deletedAt: note.deletedAt ?? null,
    dirty: true,
  };
}

export function versionOf({
  change,
  note,
  restoredFrom,
}: NoteRevision): VersionDocument {
  return {
    _id: `${note.id}:${note.version}`,
    noteId: note.id,
    version: note.version,
    change,
    ...(restoredFrom === undefined ? {} : { restoredFrom }),
    title: note.title,
    content: note.content,
    tags: note.tags,
    createdAt: note.updatedAt,
  };
}

export function toNote(document: NoteDocument): Note | undefined {
  const { _id: id, content, ownerId } = document;
  const common = commonOf(document);
  return common && { ...common, id, ownerId, content };
}

export function toSummary(
  document: Omit<NoteDocument, 'content' | 'history' | 'pending'>,
): NoteSummary | undefined {
  const { _id: id, excerpt } = document;
  const common = commonOf(document);
  return common && { ...common, id, excerpt };
}

export function toVersionSummary(
  document: Omit<VersionDocument, 'content'>,
): VersionSummary {
  const { change, createdAt, restoredFrom, tags, title, version } = document;
  return {
    version,
    change,
    ...(restoredFrom === undefined ? {} : { restoredFrom }),
    title,
    tags,
    createdAt,
  };
}

export function toVersion(document: VersionDocument): NoteVersion {
  return { ...toVersionSummary(document), content: document.content };
}

function commonOf(
  document: Omit<NoteDocument, 'content' | 'history' | 'pending'>,
) {
  const {
    createdAt,
    deletedAt,
    reason,
    state,
    tags,
    title,
    updatedAt,
    version,
  } = document;
  if (state === 'purged') return undefined;
  return {
    version,
    state,
    ...(reason === null ? {} : { reason }),
    title,
    tags,
    createdAt,
    updatedAt,
    ...(deletedAt === null ? {} : { deletedAt }),
  };
}

export function toEffects(text: string): Effects {
  const stored = JSON.parse(text) as Omit<Effects, 'at'> & { at: string };
  return { ...stored, at: new Date(stored.at) };
}
