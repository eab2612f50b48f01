import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { FIXTURES, isAlive, runNode, waitFor } from '../../test/helpers.mjs';
import { Shutdown } from './shutdown.mjs';

const stages = output =>
  [...output.matchAll(/^stop (\w+)$/gm)].map(([, name]) => name);

describe('the order of a stop', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    it(`stops what was started last first on ${signal}`, async t => {
      const run = runNode(t, [path.join(FIXTURES, 'stopInOrder.mjs')]);
      await run.saw('started');
      run.child.kill(signal);
      const { code, output } = await run.ended;
      assert.equal(code, 0, output);
      assert.deepEqual(stages(output), ['backend', 'postgres']);
    });
  }

  it('ends a child that does not stop when the signal comes a second time', async t => {
    const run = runNode(t, [
      path.join(FIXTURES, 'stopInOrder.mjs'),
      'stubborn',
    ]);
    await run.saw(/child \d+ ready/);
    const child = Number(/child (\d+)/.exec(run.output())[1]);
    run.child.kill('SIGINT');
    await run.saw('stop backend');
    await sleep(900);
    run.child.kill('SIGINT');
    const { code } = await run.ended;
    assert.equal(code, 130);
    await waitFor(() => !isAlive(child));
  });

  it('takes a signal that npm passes on a second time for the same Ctrl-C', async t => {
    const run = runNode(t, [path.join(FIXTURES, 'stopInOrder.mjs'), 'slow']);
    await run.saw('started');
    run.child.kill('SIGINT');
    await run.saw('stop backend');
    run.child.kill('SIGINT');
    const { code, output } = await run.ended;
    assert.equal(code, 0, output);
    assert.deepEqual(stages(output), ['backend', 'postgres']);
  });

  it('goes on when one step fails, and reports it', async () => {
    const shutdown = new Shutdown();
    const order = [];
    shutdown.defer(() => order.push('first started'));
    shutdown.defer(() => Promise.reject(new Error('stuck')));
    const failures = await shutdown.run();
    assert.deepEqual(order, ['first started']);
    assert.deepEqual(
      failures.map(({ message }) => message),
      ['stuck'],
    );
    await shutdown.run();
    assert.equal(order.length, 1);
  });
});
