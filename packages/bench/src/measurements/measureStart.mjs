import path from 'node:path';

import { PortalApp } from '../apps/PortalApp.mjs';
import { startApp } from '../apps/startApp.mjs';
import { median } from '../report/percentile.mjs';
import { measureLauncherStart } from './measureLauncherStart.mjs';

/**
 * Time from spawn to readiness: first on an empty database, then on the same
 * one again. Both sides take turns, so that a slower minute of the machine
 * touches both.
 */
export async function measureStart(context) {
  const { apps, options, progress, checkout } = context;
  const production = new PortalApp({ checkout, environment: 'production' });
  production.id = 'ours-production';
  const contenders = [...apps, production];
  const samples = Object.fromEntries(
    contenders.map(({ id }) => [id, { first: [], later: [], memory: [] }]),
  );
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const app of contenders) {
      await progress.step(
        `start round ${round}, ${app.id}`,
        () => startTwice(context, app, round, samples[app.id]),
        () => describe(samples[app.id]),
      );
    }
  }
  return [...toFigures(samples), ...(await measureLauncherStart(context))];
}

async function startTwice(context, app, round, sample) {
  const { server, workDirectory } = context;
  const database = `bench_start_${app.id.replace('-', '_')}_${round}`;
  const directory = path.join(workDirectory, database);
  await app.makeDatabase(server, database);
  const first = await startApp(context, app, { directory, database, server });
  sample.first.push(first.readyMs / 1000);
  await first.stop();
  for (let again = 0; again < 2; again += 1) {
    const later = await startApp(context, app, { directory, database, server });
    sample.later.push(later.readyMs / 1000);
    sample.memory.push(later.residentMegabytes());
    await later.stop();
  }
  await server.dropDatabases(database);
}

function describe({ first, later, memory }) {
  return `first ${first.at(-1).toFixed(1)} s, later ${later.at(-1).toFixed(1)} s, ${memory.at(-1).toFixed(0)} MB`;
}

function toFigures(samples) {
  const side = (kind, id) => samples[id] && median(samples[id][kind]);
  const figure = (id, title, unit, kind, goal) => ({
    id: `start.${id}`,
    title,
    unit,
    ours: side(kind, 'ours'),
    stock: side(kind, 'stock'),
    goal,
    samples: { ours: samples.ours[kind], stock: samples.stock?.[kind] },
  });
  const production = kind => median(samples['ours-production'][kind]);
  return [
    figure('backend.first', 'backend ready, empty database', 's', 'first'),
    figure('backend.later', 'backend ready, later starts', 's', 'later', {
      ratio: 1.2,
    }),
    {
      id: 'start.backend.later.production',
      title: '  the same with NODE_ENV=production',
      unit: 's',
      ours: production('later'),
      stock: side('later', 'stock'),
      samples: { ours: samples['ours-production'].later },
    },
    figure('memory.ready', 'backend memory at readiness', 'MB', 'memory'),
  ];
}
