import { randomUUID } from 'node:crypto';
import type { Note } from '../domain/Note.ts';
import type { VersionPlace } from '../domain/NoteReader.ts';

export const NOW = new Date('2026-01-02T03:04:05.678Z');

/** A new note of an owner of its own. */
export function aNote(fields: Partial<Note> = {}): Note {
  return {
    id: randomUUID(),
    ownerId: randomUUID(),
    version: 1,
    state: 'active',
    title: 'Lamp',
    content: 'over the desk',
    tags: ['home'],
    createdAt: NOW,
    updatedAt: NOW,
    ...fields,
  };
}

/** Where a version of a note is read. */
export function versionOf(note: Note, version: number): VersionPlace {
  return { ownerId: note.ownerId, noteId: note.id, version };
}
