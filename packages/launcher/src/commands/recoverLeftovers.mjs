import { isRunning } from '../system/processIdentity.mjs';
import { stopProcess } from '../system/stopProcess.mjs';

/**
 * Stops what a killed launcher left running. The backend notices the end of its launcher and stops by itself, so
 * mostly this only waits for it. PostgreSQL is handled where its folder is known.
 *
 * @returns {Promise<string[]>} names of what was stopped
 */
export async function recoverLeftovers(state) {
  const stopped = [];
  for (const name of ['frontend', 'backend']) {
    const identity = state?.[name];
    if (isRunning(identity)) {
      await stopProcess(identity, [
        { signal: 'SIGTERM', waitMs: 10_000 },
        { signal: 'SIGKILL', waitMs: 5_000, group: true },
      ]);
      stopped.push(name);
    }
  }
  return stopped;
}
