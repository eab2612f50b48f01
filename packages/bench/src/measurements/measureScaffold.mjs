import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startApp } from '../apps/startApp.mjs';
import { median } from '../report/percentile.mjs';
import { Skipped } from './Skipped.mjs';

const TEMPLATE = 'template:default/node-service';
const TASKS = 5;
const TASK_WITHIN_MS = 60_000;
const TEMPLATE_WITHIN_MS = 30_000;

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
  const deadline = Date.now() + TEMPLATE_WITHIN_MS;
  while (Date.now() < deadline) {
    const found = await client
      .getJson('/api/catalog/entities/by-name/template/default/node-service')
      .catch(() => undefined);
    if (found) {
      return;
    }
    await sleep(500);
  }
  throw new Skipped(`${TEMPLATE} is not in the catalog`);
}

async function scaffold(client, number) {
  const startedAt = performance.now();
  const { id } = await client.postJson('/api/scaffolder/v2/tasks', {
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
  while (performance.now() - startedAt < TASK_WITHIN_MS) {
    const { status } = await client.getJson(`/api/scaffolder/v2/tasks/${id}`);
    if (status === 'completed') {
      return (performance.now() - startedAt) / 1000;
    }
    if (status === 'failed' || status === 'cancelled') {
      throw new Error(`the task ${status}: ${await lastWords(client, id)}`);
    }
    await sleep(50);
  }
  throw new Error(`the task was not done within ${TASK_WITHIN_MS / 1000} s`);
}

async function lastWords(client, id) {
  const events = await client.getJson(`/api/scaffolder/v2/tasks/${id}/events`);
  return events
    .map(event => event.body?.error?.message ?? event.body?.message)
    .filter(Boolean)
    .slice(-3)
    .join(' | ');
}
