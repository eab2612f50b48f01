import { BackendProcess } from '../backend/BackendProcess.mjs';
import { backendEnvironment } from '../backend/backendEnvironment.mjs';
import { configFiles } from '../backend/backendCommand.mjs';
import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { findYarnRelease } from '../prepare/yarnInstall.mjs';
import { requestStatus } from '../backend/readiness.mjs';
import { loadSecrets } from '../system/secrets.mjs';
import { seconds } from '../ui/Steps.mjs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted } from '../LauncherError.mjs';
import { backendFailure } from '../backend/backendFailure.mjs';
import { keepRunning } from './keepRunning.mjs';
import { openBrowser } from './openBrowser.mjs';
import { requireFreePort } from './requireFreePort.mjs';
import { checkConfigStep } from './start.mjs';
import { startBackend } from './startBackend.mjs';
import { startDatabase } from './startDatabase.mjs';
import { takeDataDirectory } from './takeDataDirectory.mjs';
import { printWelcome } from './welcome.mjs';

/** `npm run dev`: the bundler and the backend watch their sources; the front end has its own port. */
export async function dev(context) {
  const { paths, options, steps, shutdown } = context;
  const startedAt = Date.now();
  steps.heading('Notes developer portal, development');
  const state = await takeDataDirectory(context);
  await requireFreePort({ port: options.port });
  await requireFreePort({
    port: options.devPort,
    option: '--dev-port',
    variable: 'PORTAL_DEV_PORT',
  });
  const { node } = await prepareCheckout(context, { frontend: false });
  const secrets = loadSecrets(paths);
  const database = await startDatabase(context, { state, secrets });
  const frontendUrl = `http://localhost:${options.devPort}`;
  const env = {
    ...backendEnvironment({
      paths,
      options,
      secrets,
      database: database.environment,
      node,
      frontendUrl,
    }),
    // The browser loads the app from the bundler and talks to the backend on its own port.
    APP_CONFIG_app_baseUrl: JSON.stringify(frontendUrl),
  };
  await checkConfigStep(context, { node, env });
  const watch = name => watchCommand({ paths, options, node, name });
  const frontend = startFrontend(context, {
    state,
    command: watch('app'),
    env,
  });
  const backend = await startBackend(context, {
    state,
    command: watch('backend'),
    env,
    gaveUp: database.gaveUp,
  });
  await waitForFrontend(context, frontend);
  state.update({ phase: 'running', url: frontendUrl });
  await printWelcome({
    steps,
    paths,
    options,
    url: frontendUrl,
    database: database.where,
    took: seconds(startedAt),
  });
  steps.line(
    `Saved files reload by themselves. The backend is at ${env.PORTAL_BASE_URL}.`,
  );
  if (options.open) {
    openBrowser(frontendUrl);
  }
  const children = [
    { name: 'The backend', process: backend },
    { name: 'The bundler', process: frontend },
  ];
  await keepRunning({ shutdown, gaveUp: database.gaveUp, children });
}

function watchCommand({ paths, options, node, name }) {
  const yarn = findYarnRelease(paths.checkout);
  const config = configFiles({ paths, config: options.config }).flatMap(
    file => ['--config', file],
  );
  return {
    command: node,
    args: [yarn, 'workspace', name, 'start', ...config],
    cwd: paths.checkout,
    followLauncher: false,
  };
}

function startFrontend({ paths, shutdown }, { state, command, env }) {
  const frontend = new BackendProcess({
    ...command,
    env: { ...env, BROWSER: 'none' },
    logs: paths.logs,
    name: 'frontend',
  });
  frontend.start();
  shutdown.defer(() => frontend.stop());
  if (frontend.identity) {
    shutdown.track(frontend.identity.pid);
    state.update({ frontend: frontend.identity });
  }
  return frontend;
}

async function waitForFrontend({ options, steps, shutdown }, frontend) {
  let ended;
  void frontend.exited.then(how => {
    ended = how;
  });
  await steps.run('Bundle the front end', async () => {
    const deadline = Date.now() + 300_000;
    while (
      (await requestStatus({ port: options.devPort, path: '/' })) !== 200
    ) {
      if (shutdown.signal.aborted) {
        throw new Interrupted();
      }
      if (ended || Date.now() > deadline) {
        const what = ended
          ? `The bundler stopped (${ended}).`
          : 'The bundler was not ready within 300 s.';
        throw backendFailure({ what, logFile: frontend.logFile });
      }
      await sleep(300);
    }
  });
}
