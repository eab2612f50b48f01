import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { refuseWhenRunning } from '../commands/takeDataDirectory.mjs';
import { withCheckoutLock } from './checkoutLock.mjs';
import { identifyProcess, isRunning } from './processIdentity.mjs';
import { StateFile } from './stateFile.mjs';

describe('StateFile', () => {
  it('is held by the launcher that took it', t => {
    const file = path.join(temporaryDirectory(t), 'state.json');
    assert.equal(new StateFile(file).take({ port: 1 }).outcome, 'taken');
    const second = new StateFile(file).take({ port: 2 });
    assert.equal(second.outcome, 'held');
    assert.equal(second.state.launcher.pid, process.pid);
    assert.equal(second.state.port, 1);
  });

  const staleCases = [
    {
      reason: 'the process is gone',
      launcher: { pid: 2 ** 22 - 1, startedAt: 'boot:1' },
    },
    {
      reason: 'the process id now belongs to another process',
      launcher: { pid: process.pid, startedAt: 'boot:1' },
    },
    { reason: 'the file is half-written', launcher: undefined },
  ];
  for (const { reason, launcher } of staleCases) {
    it(`is taken over when ${reason}`, t => {
      const file = path.join(temporaryDirectory(t), 'state.json');
      fs.writeFileSync(
        file,
        launcher ? JSON.stringify({ launcher }) : '{"launcher": {"pi',
      );
      assert.equal(new StateFile(file).take({}).outcome, 'taken');
      assert.equal(new StateFile(file).read().launcher.pid, process.pid);
    });
  }

  it('makes a second start say where the first one is', () => {
    const state = {
      launcher: identifyProcess(process.pid),
      url: 'http://localhost:7007',
      phase: 'running',
    };
    assert.throws(
      () => refuseWhenRunning(state, { data: '/d' }),
      error => {
        assert.equal(error.exitCode, 4);
        assert.match(
          error.message,
          new RegExp(
            `already runs at http://localhost:7007: process ${process.pid}, data in /d`,
          ),
        );
        return true;
      },
    );
  });
});

describe('processIdentity', () => {
  it('recognises a running process and no other', () => {
    const me = identifyProcess(process.pid);
    assert.equal(isRunning(me), true);
    assert.equal(isRunning({ ...me, startedAt: 'other' }), false);
    assert.equal(isRunning(undefined), false);
    assert.equal(identifyProcess(2 ** 22 - 1), undefined);
  });
});

describe('withCheckoutLock', () => {
  it('lets one after the other in', async t => {
    const file = path.join(temporaryDirectory(t), 'x/prepare.lock');
    const order = [];
    let release;
    const first = withCheckoutLock({ file }, async () => {
      order.push('first in');
      await new Promise(resolve => (release = resolve));
      order.push('first out');
    });
    const waiting = [];
    const second = withCheckoutLock(
      { file, onWait: pid => waiting.push(pid) },
      async () => order.push('second in'),
    );
    setTimeout(() => release(), 400);
    await Promise.all([first, second]);
    assert.deepEqual(order, ['first in', 'first out', 'second in']);
    assert.deepEqual(waiting, [process.pid]);
    assert.equal(fs.existsSync(file), false);
  });

  it('takes over a lock whose holder was killed', async t => {
    const file = path.join(temporaryDirectory(t), 'prepare.lock');
    fs.writeFileSync(
      file,
      JSON.stringify({ pid: 2 ** 22 - 1, startedAt: 'boot:1' }),
    );
    fs.utimesSync(file, 1, 1);
    assert.equal(await withCheckoutLock({ file }, async () => 'done'), 'done');
  });

  it('is given back when the action fails', async t => {
    const file = path.join(temporaryDirectory(t), 'prepare.lock');
    await assert.rejects(
      withCheckoutLock({ file }, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(fs.existsSync(file), false);
  });
});
