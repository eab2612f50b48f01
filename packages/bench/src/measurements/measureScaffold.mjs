import path from 'node:path';

import { startApp } from '../apps/startApp.mjs';
import { median } from '../report/percentile.mjs';
import { runTask } from '../scaffolder/runTask.mjs';
import { untilEntity } from '../scaffolder/untilEntity.mjs';
import { Skipped } from './Skipped.mjs';

const TEMPLATE = 'template:default/node-service';
const TASKS = 5;

/** From the submit of the form to a completed task, through the API that the form uses. */
export async function measureScaffold(context) {
  const [app] = context.apps;
  const { server, workDirectory, progress } = context;
  const database = 'bench_scaffold';
  const directory = path.join(workDirectory, database);
  await app.makeDatabase(server, database);
  const running = await progress.step('scaffold: start', () =>
    startApp(context, app, { directory, database, server }),
  );
  const client = await running.client(2);
  const seconds = [];
  try {
    await requireTemplate(client);
    for (let task = 1; task <= TASKS; task += 1) {
      await progress.step(
        `scaffold ${task}`,
        async () => seconds.push(await scaffold(client, task)),
        () => `${seconds.at(-1).toFixed(2)} s`,
      );
    }
  } finally {
    client.close();
    await running.stop();
  }
  return [
    {
      id: 'scaffold.completed',
      title: 'scaffold a Node service, submit to completed',
      unit: 's',
      ours: median(seconds),
      goal: { most: 5 },
      samples: { ours: seconds },
    },
    {
      id: 'scaffold.first',
      title: '  the first one after a start',
      unit: 's',
      ours: seconds[0],
    },
  ];
}

async function requireTemplate(client) {
  if (!(await untilEntity(client, TEMPLATE))) {
    throw new Skipped(`${TEMPLATE} is not in the catalog`);
  }
}

async function scaffold(client, number) {
  const { seconds } = await runTask(client, {
    templateRef: TEMPLATE,
    values: {
      name: `bench-service-${number}`,
      description: 'Made by the bench',
      owner: 'group:default/notes-team',
      system: 'system:default/notes',
      database: 'postgresql',
      cache: 'redis',
      events: 'both',
      repoOwner: 'notes',
    },
  });
  return seconds;
}
