import type { CloudEvent } from '@notes/events';
import type { NoteRevision } from './Note.ts';

/** An event and the topic it goes to, ready to be sent. */
export interface Message {
  readonly topic: string;
  readonly event: CloudEvent;
}

/** What must happen exactly when a write happens: it goes into the store together with the write. */
export interface Effects {
  readonly noteId: string;
  readonly ownerId: string;
  readonly version: number;
  readonly at: Date;
  readonly messages: readonly Message[];
  /** A new note starts its workflow, a released one starts it anew, and one from the bin where it came to nothing. */
  readonly workflow?: 'start' | 'restart' | 'resume';
  /** The note is gone for good, and with it its workflow and its attachments. */
  readonly purged?: boolean;
}

export interface NoteEffects {
  of(revision: NoteRevision): Effects;
  ofPurge(revision: NoteRevision): Effects;
}
