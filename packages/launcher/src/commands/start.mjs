import { backendCommand } from '../backend/backendCommand.mjs';
import { backendEnvironment } from '../backend/backendEnvironment.mjs';
import { checkConfig } from '../config/checkConfig.mjs';
import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { loadSecrets } from '../system/secrets.mjs';
import { seconds } from '../ui/Steps.mjs';
import { keepRunning } from './keepRunning.mjs';
import { openBrowser } from './openBrowser.mjs';
import { requireFreePort } from './requireFreePort.mjs';
import { startBackend } from './startBackend.mjs';
import { startDatabase } from './startDatabase.mjs';
import { takeDataDirectory } from './takeDataDirectory.mjs';
import { printWelcome } from './welcome.mjs';

/** `npm start`: prepares what changed, starts the database and the portal, and stays until it is stopped. */
export async function start(context) {
  const { paths, options, steps, shutdown } = context;
  const startedAt = Date.now();
  steps.heading('Notes developer portal');
  const state = await takeDataDirectory(context);
  await requireFreePort({ port: options.port });
  const { node } = await prepareCheckout(context);
  const secrets = loadSecrets(paths);
  const database = await startDatabase(context, { state, secrets });
  const env = backendEnvironment({
    paths,
    options,
    secrets,
    database: database.environment,
    node,
  });
  await checkConfigStep(context, { node, env });
  const { args, cwd } = backendCommand({ paths, config: options.config });
  const backend = await startBackend(context, {
    state,
    command: { command: node, args, cwd },
    env,
    gaveUp: database.gaveUp,
  });
  const url = env.PORTAL_BASE_URL;
  state.update({ phase: 'running', url });
  await printWelcome({
    steps,
    paths,
    options,
    url,
    database: database.where,
    took: seconds(startedAt),
  });
  if (options.open) {
    openBrowser(url);
  }
  await keepRunning({
    shutdown,
    gaveUp: database.gaveUp,
    children: [{ name: 'The portal', process: backend }],
  });
}

export async function checkConfigStep(
  { paths, options, steps, shutdown },
  { node, env },
) {
  const { warnings } = await steps.run(
    'Check the configuration',
    async step => {
      const result = await checkConfig({
        paths,
        options,
        node,
        env,
        signal: shutdown.signal,
      });
      step.title = 'Configuration checked';
      return result;
    },
  );
  for (const warning of warnings) {
    steps.warn(warning);
  }
}
