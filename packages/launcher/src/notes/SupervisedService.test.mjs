import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import {
  FIXTURES,
  isAlive,
  temporaryDirectory,
  waitFor,
} from '../../test/helpers.mjs';
import { findFreePort } from '../system/ports.mjs';
import { SupervisedService } from './SupervisedService.mjs';

/** A service that ends or hangs as the letters of the plan say, one for each start. */
async function setup(t, plan) {
  const folder = temporaryDirectory(t);
  const file = path.join(folder, 'plan');
  fs.writeFileSync(file, plan);
  const port = await findFreePort();
  const said = [];
  const pids = [];
  const script = path.join(FIXTURES, 'fakeService.mjs');
  const service = new SupervisedService({
    name: 'lamp-service',
    port,
    command: {
      command: process.execPath,
      args: [script, file, String(port)],
      cwd: folder,
      env: { PATH: process.env.PATH },
    },
    logs: path.join(folder, 'logs'),
    readyWithinMs: plan.includes('n') ? 1_500 : 20_000,
    firstPauseMs: 10,
    say: text => said.push(text),
    onStarted: identity => pids.push(identity.pid),
  });
  t.after(() => service.stop());
  return { service, said, pids };
}

describe('a supervised service', () => {
  it('is ready, says how long it took, and is gone once it is stopped', async t => {
    const { pids, said, service } = await setup(t, '');
    const first = await service.start();
    assert.equal(first.outcome, 'ready');
    assert.ok(first.tookMs > 0);
    await service.stop();
    assert.equal(isAlive(pids[0]), false);
    assert.deepEqual(said, []);
  });

  it('tells of a first start that fails with the last lines of the log, and comes back by itself', async t => {
    const { said, service } = await setup(t, 'cc');
    const first = await service.start();
    assert.equal(first.outcome, 'failed');
    assert.equal(first.reason, 'exit code 3');
    assert.deepEqual(first.tail, ['the setting LAMP is wrong']);
    await waitFor(() => said.some(text => text.includes('is back on port')));
    assert.deepEqual(
      said.slice(0, 2).map(text => /again in ([\d.]+) s/.exec(text)?.[1]),
      ['0.01', '0.02'],
    );
  });

  it('is started again when it is killed', async t => {
    const { pids, said, service } = await setup(t, '');
    await service.start();
    process.kill(pids[0], 'SIGKILL');
    await waitFor(() => said.some(text => text.includes('is back on port')));
    assert.match(said[0], /lamp-service ended \(ended by SIGKILL\)/);
    assert.equal(isAlive(pids[1]), true);
  });

  it('is left alone when it keeps ending', async t => {
    const { pids, said, service } = await setup(t, 'cccccccc');
    await service.start();
    await waitFor(() => said.some(text => text.includes('left alone')));
    assert.equal(pids.length, 6);
    assert.match(said.at(-1), /ended 6 times in a row \(exit code 3\)/);
  });

  it('counts as failed when it never becomes ready', async t => {
    const { service } = await setup(t, 'n');
    const first = await service.start();
    assert.equal(first.outcome, 'failed');
    assert.match(first.reason, /not ready within \d s/);
  });
});
