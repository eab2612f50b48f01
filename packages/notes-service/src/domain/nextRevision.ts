import type {
  Note,
  NoteChange,
  NoteContent,
  NoteRevision,
  NoteState,
} from './Note.ts';

export interface RevisionOptions {
  readonly change: NoteChange;
  readonly now: Date;
  readonly content?: NoteContent;
  readonly restoredFrom?: number;
  readonly reason?: string;
}

const STATE_AFTER: Readonly<Record<NoteChange, NoteState>> = {
  created: 'active',
  updated: 'active',
  'version-restored': 'active',
  deleted: 'deleted',
  undeleted: 'active',
  quarantined: 'quarantined',
  released: 'active',
};

/** The note after one more accepted write. */
export function nextRevision(
  note: Note,
  options: RevisionOptions,
): NoteRevision {
  const { change, now, reason, restoredFrom } = options;
  const { title, content, tags } = options.content ?? note;
  const state = STATE_AFTER[change];
  return {
    change,
    ...(restoredFrom === undefined ? {} : { restoredFrom }),
    note: {
      id: note.id,
      ownerId: note.ownerId,
      version: note.version + 1,
      state,
      ...(state === 'quarantined' && reason !== undefined ? { reason } : {}),
      title,
      content,
      tags,
      createdAt: note.createdAt,
      updatedAt: now,
      ...(state === 'deleted' ? { deletedAt: now } : {}),
    },
  };
}
