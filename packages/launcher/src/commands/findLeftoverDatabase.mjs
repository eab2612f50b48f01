import path from 'node:path';

import { findRunningPostmaster } from '../postgres/postmasterFile.mjs';
import { stopProcess } from '../system/stopProcess.mjs';

/** The PostgreSQL of this data directory that still runs although its launcher does not. */
export function findLeftoverDatabase(paths, state) {
  const directory =
    state?.postgresDirectory ?? path.join(paths.data, 'postgres');
  const running = findRunningPostmaster(directory);
  return (
    running && {
      stop: () =>
        stopProcess(running, [
          { signal: 'SIGINT', waitMs: 20_000 },
          { signal: 'SIGQUIT', waitMs: 5_000 },
          { signal: 'SIGKILL', waitMs: 5_000 },
        ]),
    }
  );
}
