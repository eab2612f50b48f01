import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startApp } from '../apps/startApp.mjs';
import { Skipped } from '../measurements/Skipped.mjs';
import { untilEntity } from '../scaffolder/untilEntity.mjs';
import { GoldenPathRun } from './GoldenPathRun.mjs';
import { refOf, STOCK, TEMPLATES } from './templates.mjs';
import { toGoldenPathFigures } from './toGoldenPathFigures.mjs';

const DATABASE = 'bench_golden_path';
const GITOPS_WITHIN_MS = 120_000;
const stockTemplate = {
  type: 'file',
  target: fileURLToPath(
    new URL('stockTemplate/template.yaml', import.meta.url),
  ),
  rules: [{ allow: ['Template'] }],
};

/**
 * Plans and makes what each template offers, beside the example template of Backstage in the same
 * portal, then clones what was made and runs its tests.
 */
export async function measureGoldenPath(context) {
  const [app] = context.apps;
  const { server, workDirectory, progress, options } = context;
  const directory = path.join(workDirectory, DATABASE);
  await app.makeDatabase(server, DATABASE);
  const running = await progress.step('golden path: start', () =>
    startApp(context, app, {
      ...{ directory, database: DATABASE, server },
      locations: [stockTemplate],
    }),
  );
  const client = await running.client(2);
  const approver = await running.approver();
  const run = new GoldenPathRun({
    ...{ client, approver, progress, parent: directory },
    gitUrl: `${running.baseUrl}/git`,
    signal: context.interrupted,
  });
  try {
    const missing = await requireTemplates(client);
    await progress.step('golden path: GitOps repository', () =>
      untilGitOps(client),
    );
    await run.make(STOCK, 0);
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const template of TEMPLATES.filter(each => !missing.has(each))) {
        await run.take(template, round);
      }
    }
    // Last, because a build keeps every core busy.
    for (const template of TEMPLATES.filter(each => each.build)) {
      await run.build(template);
    }
  } finally {
    client.close();
    approver.close();
    await running.stop();
  }
  return toGoldenPathFigures(TEMPLATES, run);
}

/** The stock one must be there, since the others are compared with it; of those, what is missing is left out. */
async function requireTemplates(client) {
  if (!(await untilEntity(client, refOf(STOCK)))) {
    throw new Skipped(`${refOf(STOCK)} is not in the catalog`);
  }
  const missing = new Set();
  for (const template of TEMPLATES) {
    if (!(await untilEntity(client, refOf(template)))) {
      missing.add(template);
    }
  }
  return missing;
}

/** A new portal makes the repository that services are added to a little after its start. */
async function untilGitOps(client) {
  const deadline = Date.now() + GITOPS_WITHIN_MS;
  for (;;) {
    try {
      await client.getJson('/api/git-host/v1/repositories/platform/gitops');
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
    await sleep(500);
  }
}
