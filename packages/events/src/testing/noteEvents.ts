import { randomUUID } from 'node:crypto';
import { createEvent } from '../contracts/createEvent.ts';
import type {
  EventsByType,
  NoteIndexed,
} from '../contracts/types.generated.ts';

/** The smallest event of a note, for tests of what carries it. */
export function noteIndexed(noteId: string, version: number): NoteIndexed {
  return createEvent({
    type: 'note.indexed',
    subject: noteId,
    source: '/tests',
    data: { noteId, ownerId: randomUUID(), version },
  });
}

/** Versions 1 to n of a note. */
export function noteHistory(noteId: string, count: number): NoteIndexed[] {
  return Array.from({ length: count }, (_, index) =>
    noteIndexed(noteId, index + 1),
  );
}

export type AnyEvent = EventsByType[keyof EventsByType];
