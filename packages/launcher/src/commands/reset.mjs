import { resolvePaths } from '../paths.mjs';
import { notesDataOf } from '../notes/notesPaths.mjs';
import {
  deleteDataDirectory,
  isOurDataDirectory,
} from '../system/dataDirectory.mjs';
import { StateFile } from '../system/stateFile.mjs';
import {
  refuseWhenRunning,
  resetData,
  stopLeftovers,
} from './takeDataDirectory.mjs';

/** `npm run reset`: deletes the data directory, with that of the Notes services in it, after a confirmation. */
export async function reset(context) {
  const { paths } = context;
  const notes = resolvePaths({ data: notesDataOf(paths.data) });
  for (const place of [paths, notes]) {
    await requireQuiet(context, place);
  }
  await resetData(context, {
    also: () => {
      // Its PostgreSQL may lie outside of both folders; only its own marker knows where.
      if (isOurDataDirectory(notes.data)) {
        deleteDataDirectory(notes);
      }
    },
  });
}

async function requireQuiet({ steps }, paths) {
  const state = new StateFile(paths.stateFile).read();
  refuseWhenRunning(state, paths);
  await stopLeftovers(state, { paths, steps });
}
