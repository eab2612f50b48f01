import { spawn } from 'node:child_process';

import { EXIT } from '../exitCodes.mjs';
import { Interrupted } from '../LauncherError.mjs';
import { yarnEnvironment } from '../prepare/yarnInstall.mjs';
import { sendSignal } from '../system/stopProcess.mjs';

/**
 * Runs a command that owns its options and its output, and gives its exit code.
 *
 * @param {{ node: string, args: string[], paths: { checkout: string }, shutdown: import('../system/shutdown.mjs').Shutdown }} options
 */
export async function runForwarded({ node, args, paths, shutdown }) {
  const child = spawn(node, args, {
    cwd: paths.checkout,
    // INIT_CWD tells where the person typed the command; npm sets it and the cleaned environment keeps it.
    env: yarnEnvironment(node),
    stdio: 'inherit',
    detached: true,
  });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? EXIT.failed));
  });
  // The command may have started servers of its own and must be able to stop them.
  shutdown.signal.addEventListener('abort', () =>
    sendSignal(child.pid, 'SIGINT', true),
  );
  shutdown.track(child.pid);
  const exitCode = await ended;
  if (shutdown.signal.aborted) {
    throw new Interrupted();
  }
  return exitCode;
}
