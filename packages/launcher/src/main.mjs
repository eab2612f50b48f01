import { Interrupted } from './LauncherError.mjs';
import { EXIT } from './exitCodes.mjs';
import { parseOptions } from './options.mjs';
import { resolvePaths } from './paths.mjs';
import { Shutdown } from './system/shutdown.mjs';
import { reportFailure } from './ui/reportFailure.mjs';
import { Steps } from './ui/Steps.mjs';
import { usageText } from './usage.mjs';

/** Each command is loaded when it is asked for. */
const COMMANDS = {
  start: () => import('./commands/start.mjs').then(module => module.start),
  dev: () => import('./commands/dev.mjs').then(module => module.dev),
  test: () => import('./commands/test.mjs').then(module => module.test),
  doctor: () => import('./commands/doctor.mjs').then(module => module.doctor),
  bench: () => import('./commands/bench.mjs').then(module => module.bench),
  reset: () => import('./commands/reset.mjs').then(module => module.reset),
  templates: () =>
    import('./commands/templates.mjs').then(module => module.templates),
  tools: () => import('./commands/tools.mjs').then(module => module.tools),
  notes: () => import('./commands/notes.mjs').then(module => module.notes),
  cluster: () =>
    import('./commands/cluster.mjs').then(module => module.cluster),
};

/**
 * Runs one command from its words to its exit code.
 *
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
export async function main(argv, env) {
  const steps = new Steps({ env });
  const complain = text => process.stderr.write(text);
  // A closed terminal or pipe must not end the launcher before its children are stopped.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  let options;
  try {
    options = parseOptions(argv, env);
  } catch (error) {
    return reportFailure(error, complain);
  }
  if (options.help) {
    steps.line(usageText());
    return EXIT.ok;
  }
  return runCommand({ options, steps, complain });
}

async function runCommand({ options, steps, complain }) {
  const shutdown = new Shutdown();
  shutdown.listen({
    onFirst: () => {
      steps.line();
      steps.line('Stopping. Press Ctrl-C again to stop at once.');
    },
    onForced: () => steps.warn('Stopped at once.'),
  });
  const context = {
    options,
    steps,
    shutdown,
    paths: resolvePaths({ data: options.data }),
  };
  let exitCode = EXIT.ok;
  try {
    const command = await COMMANDS[options.command]();
    exitCode = (await command(context)) ?? EXIT.ok;
  } catch (error) {
    exitCode =
      error instanceof Interrupted ? EXIT.ok : reportFailure(error, complain);
  }
  const wasRequested = shutdown.signal.aborted;
  shutdown.request('end');
  const failures = await shutdown.run();
  for (const failure of failures) {
    steps.warn(`While stopping: ${failure.message}`);
  }
  if (wasRequested) {
    steps.line('Stopped.');
  }
  return exitCode;
}
