import fs from 'node:fs';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import {
  deleteDataDirectory,
  prepareDataDirectory,
} from '../system/dataDirectory.mjs';
import { requireFreeSpace } from '../system/diskSpace.mjs';
import { isRunning } from '../system/processIdentity.mjs';
import { StateFile } from '../system/stateFile.mjs';
import { confirm } from '../ui/confirm.mjs';
import { findLeftoverDatabase } from './findLeftoverDatabase.mjs';
import { recoverLeftovers } from './recoverLeftovers.mjs';

/** A new cluster takes 45 MB; the rest is room for write-ahead log, repositories and logs. */
const DATA_MEGABYTES = 300;

/**
 * Makes the data directory ours: refuses when a portal already runs on it, cleans up after one that was killed,
 * deletes it when a reset was asked for. The details become part of the state: `what` runs here, and the option that
 * chooses its port.
 *
 * @returns {Promise<StateFile>}
 */
export async function takeDataDirectory(context, details = {}) {
  const { paths, options, steps, shutdown } = context;
  const state = new StateFile(paths.stateFile);
  refuseWhenRunning(state.read(), paths);
  await stopLeftovers(state.read(), { paths, steps });
  if (options.reset) {
    await resetData(context);
  }
  requireFreeSpace({
    directory: paths.data,
    megabytes: DATA_MEGABYTES,
    purpose: 'the data directory',
  });
  prepareDataDirectory(paths);
  const taken = state.take({
    ...details,
    phase: 'preparing',
    port: options.port,
    since: new Date().toISOString(),
  });
  if (taken.outcome === 'held') {
    refuseWhenRunning(taken.state, paths);
  }
  shutdown.defer(() => state.clear());
  return state;
}

/** Deletes the data directory, and before it what else belongs to it, after a confirmation. */
export async function resetData({ paths, options, steps }, { also } = {}) {
  if (!fs.existsSync(paths.data)) {
    steps.line(`  ${paths.data} does not exist; there is nothing to delete.`);
    return;
  }
  if (
    !(await confirm(`Delete everything in ${paths.data}?`, {
      yes: options.yes,
    }))
  ) {
    throw new LauncherError('Nothing was deleted.', { exitCode: EXIT.failed });
  }
  await steps.run(`Delete ${paths.data}`, () => {
    also?.();
    return deleteDataDirectory(paths);
  });
}

export function refuseWhenRunning(state, paths) {
  const what = state?.what ?? 'The portal';
  if (!state || !isRunning(state.launcher)) {
    return;
  }
  const where = state.url
    ? `at ${state.url}`
    : `on port ${state.port} (still ${state.phase})`;
  throw new LauncherError(
    `${what} already runs ${where}: process ${state.launcher.pid}, data in ${paths.data}.`,
    {
      exitCode: EXIT.alreadyRunning,
      hint: `Stop it with Ctrl-C in its terminal or "kill ${state.launcher.pid}". A second one needs its own ${state.portOption ?? '--port'} and --data.`,
    },
  );
}

export async function stopLeftovers(state, { paths, steps }) {
  const database = findLeftoverDatabase(paths, state);
  const stopped = await recoverLeftovers(state);
  if (database) {
    await database.stop();
    stopped.push('PostgreSQL');
  }
  if (stopped.length > 0) {
    steps.line(
      `  An earlier start was killed; stopped what it left running: ${stopped.join(', ')}.`,
    );
  }
}
