import { spawn } from 'node:child_process';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { Interrupted } from '../LauncherError.mjs';
import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { yarnEnvironment } from '../prepare/yarnInstall.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { sendSignal } from '../system/stopProcess.mjs';

/** `npm run bench`: the same preparation, then the measurements, which own their options and their output. */
export async function bench(context) {
  const { paths, options, shutdown } = context;
  prepareDataDirectory(paths);
  const { node } = await prepareCheckout(context);
  const script = path.join(paths.checkout, 'packages/bench/bin/bench.mjs');
  const child = spawn(node, [script, ...options.rest], {
    cwd: paths.checkout,
    // INIT_CWD tells the bench where the person typed the command; npm sets it and the cleaned environment keeps it.
    env: yarnEnvironment(node),
    stdio: 'inherit',
    detached: true,
  });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? EXIT.failed));
  });
  // The bench starts portals of its own and must be able to stop them.
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
