import { BackendProcess } from '../backend/BackendProcess.mjs';
import { backendFailure } from '../backend/backendFailure.mjs';
import { waitUntilReady } from '../backend/readiness.mjs';
import { Interrupted } from '../LauncherError.mjs';

/**
 * Starts the backend and waits until it serves.
 *
 * @returns {Promise<BackendProcess>}
 */
export async function startBackend(
  { paths, options, steps, shutdown },
  { state, command, env, gaveUp },
) {
  const backend = new BackendProcess({
    ...command,
    env,
    logs: paths.logs,
    name: 'backend',
  });
  await steps.run('Start the portal', async step => {
    backend.start();
    shutdown.defer(() => backend.stop());
    state.update({ phase: 'starting', backend: backend.identity });
    if (backend.identity) {
      shutdown.track(backend.identity.pid);
    }
    let databaseProblem;
    void gaveUp.then(reason => {
      databaseProblem = reason;
    });
    const outcome = await waitUntilReady({
      port: options.port,
      exited: backend.exited,
      signal: shutdown.signal,
    });
    if (outcome === 'interrupted') {
      throw new Interrupted();
    }
    if (outcome === 'exited') {
      const how = await backend.exited;
      throw backendFailure({
        what: databaseProblem ?? `The portal did not start (${how}).`,
        logFile: backend.logFile,
      });
    }
    if (outcome === 'timeout') {
      throw backendFailure({
        what: 'The portal was not ready within 180 s.',
        logFile: backend.logFile,
      });
    }
    step.title = 'Portal ready';
  });
  return backend;
}
