/** What an event says about a note. Only an active one can be found. */
export interface NoteChange {
  readonly noteId: string;
  readonly ownerId: string;
  readonly version: number;
  readonly state: 'active' | 'hidden' | 'deleted' | 'purged';
  readonly title: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly changedAt: Date;
}

/** A change that leaves nothing to be found keeps no words either. */
export function withoutWords(
  change: Pick<NoteChange, 'noteId' | 'ownerId' | 'version' | 'changedAt'>,
  state: Exclude<NoteChange['state'], 'active'>,
): NoteChange {
  const { changedAt, noteId, ownerId, version } = change;
  const nothing = { title: '', content: '', tags: [] };
  return { noteId, ownerId, version, changedAt, state, ...nothing };
}
