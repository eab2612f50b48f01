import type { NoteEffects } from '../domain/NoteEffects.ts';
import type { NoteStore } from '../domain/NoteStore.ts';
import { nextRevision } from '../domain/nextRevision.ts';

export interface QuarantineOptions {
  readonly store: NoteStore;
  readonly effects: NoteEffects;
  readonly noteId: string;
  readonly reason: string;
  readonly now: Date;
}

const ATTEMPTS = 10;

/** Hides the note. Done twice it changes nothing the second time, so it can follow a crash. */
export async function quarantineNote(
  options: QuarantineOptions,
): Promise<'quarantined' | 'gone'> {
  const { effects, noteId, now, reason, store } = options;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const note = await store.find(noteId);
    if (!note || note.state === 'deleted') return 'gone';
    if (note.state === 'quarantined') return 'quarantined';

    const change = 'quarantined';
    const revision = nextRevision(note, { change, now, reason });
    const outcome = await store.replace(revision, effects.of(revision));
    if (outcome === 'stored') return 'quarantined';
    // Its owner was faster; what they wrote is hidden with it.
  }
  throw new Error(
    `note "${noteId}" changed ${ATTEMPTS} times while it was put into quarantine`,
  );
}
