import { backendFailure } from '../backend/backendFailure.mjs';
import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';

/**
 * Waits until a person stops the portal, or until a part of it ends.
 *
 * @param {{ shutdown: import('../system/shutdown.mjs').Shutdown, gaveUp: Promise<string>,
 *   children: { name: string, process: import('../backend/BackendProcess.mjs').BackendProcess }[] }} options
 */
export async function keepRunning({ shutdown, gaveUp, children }) {
  const ended = children.map(({ name, process }) =>
    process.exited.then(how => ({ kind: 'child', name, process, how })),
  );
  const event = await Promise.race([
    shutdown.requested.then(() => ({ kind: 'stop' })),
    gaveUp.then(reason => ({ kind: 'database', reason })),
    ...ended,
  ]);
  if (event.kind === 'stop') {
    return;
  }
  if (event.kind === 'database') {
    throw new LauncherError(event.reason, {
      exitCode: EXIT.database,
      hint: 'Look at postgres.log in the log folder; the data directory is left as it is.',
    });
  }
  throw backendFailure({
    what: `${event.name} stopped (${event.how}).`,
    logFile: event.process.logFile,
  });
}
