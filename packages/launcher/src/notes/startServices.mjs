import fs from 'node:fs';
import path from 'node:path';

import { Interrupted } from '../LauncherError.mjs';
import { developmentFile, serviceEnvironment } from './serviceEnvironment.mjs';
import { SupervisedService } from './SupervisedService.mjs';

/**
 * Starts services side by side and says of each how it went. One that fails is started again in the background, and
 * does not keep the others from running.
 *
 * @returns {Promise<{ service: SupervisedService, outcome: 'ready' | 'failed', tookMs?: number, reason?: string, logFile?: string, tail?: string[] }[]>}
 */
export async function startServices(context, { chosen, state, environment }) {
  const { steps, shutdown } = context;
  const services = chosen.map(service =>
    supervise(context, { service, state, environment }),
  );
  shutdown.defer(() => stopInOrder(services));
  return steps.run(`Start ${chosen.length} services`, async step => {
    const first = Promise.all(
      services.map(async service => {
        const result = await service.start();
        sayOutcome(steps, service, result);
        return { service, ...result };
      }),
    );
    const results = await Promise.race([first, shutdown.requested]);
    if (shutdown.signal.aborted) {
      throw new Interrupted();
    }
    const ready = results.filter(({ outcome }) => outcome === 'ready').length;
    step.failed = ready < chosen.length;
    step.title = `${ready} of ${chosen.length} services ready`;
    return results;
  });
}

function supervise(context, { service, state, environment }) {
  const { paths, shutdown, steps } = context;
  return new SupervisedService({
    name: service.name,
    port: environment.portBase + service.offset,
    command: commandOf(service, { paths, environment }),
    logs: paths.logs,
    say: text => steps.warn(text),
    onStarted: identity => {
      state.remember(service.name, identity);
      if (identity) {
        shutdown.track(identity.pid);
      }
    },
  });
}

function commandOf(service, { paths, environment }) {
  const development = developmentFile(service.name, paths.checkout);
  return {
    command: environment.node,
    args: [
      '--enable-source-maps',
      ...(fs.existsSync(development) ? [`--env-file=${development}`] : []),
      ...['--import', '@notes/service-kit/telemetry', 'src/main.ts'],
    ],
    cwd: path.join(paths.checkout, 'packages', service.name),
    env: serviceEnvironment(service, {
      paths,
      ...environment,
      rings: environment.ringsOf(service),
    }),
  };
}

/** The gateway first: it lets its requests finish while the services behind it still answer. */
async function stopInOrder([first, ...rest]) {
  const front = first?.name === 'api-gateway' ? [first] : [];
  const behind = first?.name === 'api-gateway' ? rest : [first, ...rest];
  await Promise.all(front.map(service => service.stop()));
  await Promise.all(behind.map(service => service.stop()));
}

function sayOutcome(steps, { name, port }, result) {
  if (result.outcome === 'ready') {
    const took = `${(result.tookMs / 1000).toFixed(1)} s`;
    steps.line(
      `  ${name.padEnd(16)} ready ${took.padStart(7)}   http://localhost:${port}`,
    );
  }
  if (result.outcome === 'failed') {
    steps.warn(`${name} did not start (${result.reason}).`);
    steps.line(`  Last lines of ${result.logFile}:`);
    for (const line of result.tail) {
      steps.line(`    ${line}`);
    }
  }
}
