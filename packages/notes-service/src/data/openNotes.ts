import type { Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import type { NoteReader } from '../domain/NoteReader.ts';
import type { NoteStore } from '../domain/NoteStore.ts';
import type { WorkflowTimes } from '../workflow/Workflow.ts';
import { PostgresNoteReader } from './PostgresNoteReader.ts';
import { PostgresNoteStore } from './PostgresNoteStore.ts';

export interface OpenedNotes {
  readonly store: NoteStore;
  readonly reader: NoteReader;
}

/** Notes in MongoDB with MONGO_URL, in PostgreSQL without. */
export async function openNotes(
  parts: Parts<Config>,
  pool: Pool,
  times: WorkflowTimes,
): Promise<OpenedNotes> {
  const { MONGO_URL: url } = parts.config;
  if (url === undefined) {
    return {
      store: new PostgresNoteStore(pool, times),
      reader: new PostgresNoteReader(pool),
    };
  }
  // Only a service that uses MongoDB pays for loading its client.
  const { openMongoNotes } = await import('./mongo/openMongoNotes.ts');
  return openMongoNotes({ ...parts, url, pool, times });
}
