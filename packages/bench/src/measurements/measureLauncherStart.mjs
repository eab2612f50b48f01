import fs from 'node:fs';
import path from 'node:path';

import { median } from '../report/percentile.mjs';
import { BenchProcess } from '../system/BenchProcess.mjs';
import { freePort } from '../system/freePort.mjs';
import { untilReady } from '../system/untilReady.mjs';

/** What a person waits for after `npm start` on a built checkout: launcher, database and backend together. */
export async function measureLauncherStart(context) {
  const { progress, workDirectory, checkout } = context;
  const launcher = path.join(checkout, 'packages/launcher/bin/portal.mjs');
  const directory = path.join(workDirectory, 'launcher-start');
  fs.mkdirSync(directory, { recursive: true });
  const samples = [];
  for (const title of ['first', 'later', 'later again', 'and again']) {
    await progress.step(
      `npm start, ${title}`,
      async () => samples.push(await startOnce(context, launcher, directory)),
      () => `${samples.at(-1).toFixed(1)} s`,
    );
  }
  const [first, ...later] = samples;
  return [
    {
      id: 'start.npm.first',
      title: 'npm start on a built checkout, empty data',
      unit: 's',
      ours: first,
    },
    {
      id: 'start.npm.later',
      title: 'npm start on a built checkout, later',
      unit: 's',
      ours: median(later),
      goal: { most: 10 },
      samples: { ours: later },
    },
  ];
}

async function startOnce({ cleanup }, launcher, directory) {
  const port = await freePort();
  const data = path.join(directory, 'data');
  const startedAt = performance.now();
  const child = new BenchProcess({
    command: process.execPath,
    args: [launcher, 'start', '--port', String(port), '--data', data],
    cwd: path.dirname(launcher),
    env: withoutPortalVariables(process.env),
    logFile: path.join(directory, 'launcher.log'),
  });
  const stop = cleanup.defer(() => child.stop());
  try {
    await untilReady(port, child);
    return (performance.now() - startedAt) / 1000;
  } catch (error) {
    throw new Error(`npm start: ${error.message}`);
  } finally {
    await stop();
  }
}

/** What the bench itself was started with must not steer the portal it starts. */
function withoutPortalVariables(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(PORTAL_|POSTGRES_|npm_config_|NODE_ENV$)/.test(name),
    ),
  );
}
