import type { Logger } from '@notes/service-kit';
import type { NoteCommands } from '../domain/NoteCommands.ts';
import { NoteError } from '../domain/NoteError.ts';
import type { NoteStore } from '../domain/NoteStore.ts';

export interface PurgeOptions {
  readonly store: NoteStore;
  readonly commands: NoteCommands;
  readonly logger: Logger;
  readonly before: Date;
}

const BATCH = 100;

/** Empties the bin of what has been there for too long, by the same command that its owner has. */
export async function purgeOldNotes(options: PurgeOptions): Promise<number> {
  const { before, commands, logger, store } = options;
  let purged = 0;
  for (;;) {
    const notes = await store.deletedBefore(before, BATCH);
    let gone = 0;
    for (const { id: noteId, ownerId, version: expectedVersion } of notes) {
      try {
        await commands.purge({ ownerId, noteId, expectedVersion });
        gone += 1;
      } catch (error) {
        // Taken out of the bin, or purged, since the look.
        if (!(error instanceof NoteError)) throw error;
      }
    }
    purged += gone;
    if (notes.length < BATCH || gone === 0) break;
  }
  if (purged > 0) logger.info({ purged }, 'the bin is emptied of old notes');
  return purged;
}
