import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import {
  FIXTURES,
  isAlive,
  runNode,
  temporaryDirectory,
  waitFor,
} from '../../test/helpers.mjs';
import { findFreePort } from '../system/ports.mjs';
import { backendFailure } from './backendFailure.mjs';
import { BackendProcess } from './BackendProcess.mjs';
import { waitUntilReady } from './readiness.mjs';

async function setup(t, mode) {
  const logs = temporaryDirectory(t);
  const port = await findFreePort();
  const backend = new BackendProcess({
    command: process.execPath,
    args: [path.join(FIXTURES, 'fakeBackend.cjs'), String(port), mode],
    cwd: logs,
    env: { PATH: process.env.PATH },
    logs,
    name: 'backend',
  }).start();
  t.after(() => backend.stop());
  return { backend, port, logs };
}

const never = new AbortController().signal;

describe('the backend process', () => {
  it('is ready when it says so, writes its log, and stops on SIGTERM', async t => {
    const { backend, port } = await setup(t, 'ready');
    assert.equal(
      await waitUntilReady({ port, exited: backend.exited, signal: never }),
      'ready',
    );
    assert.equal(await backend.stop(), 'SIGTERM');
    assert.match(
      fs.readFileSync(backend.logFile, 'utf8'),
      /fake backend listens[^]*fake backend stops on SIGTERM/,
    );
  });

  it('is not ready while it answers 503', async t => {
    const { backend, port } = await setup(t, 'starting');
    assert.equal(
      await waitUntilReady({
        port,
        exited: backend.exited,
        signal: never,
        timeoutMs: 600,
      }),
      'timeout',
    );
  });

  it('ends the wait when it exits, and the failure names the cause', async t => {
    const { backend, port } = await setup(t, 'fail');
    assert.equal(
      await waitUntilReady({ port, exited: backend.exited, signal: never }),
      'exited',
    );
    const failure = backendFailure({
      what: 'The portal did not start.',
      logFile: backend.logFile,
    });
    assert.equal(failure.exitCode, 7);
    assert.match(
      failure.message,
      /The portal did not start\. .*10\.0\.0\.5:5432/,
    );
    assert.ok(failure.tail.length > 0 && failure.tail.length <= 20);
  });

  it('ends the wait when a person stops the start', async t => {
    const { backend, port } = await setup(t, 'starting');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    assert.equal(
      await waitUntilReady({
        port,
        exited: backend.exited,
        signal: stop.signal,
      }),
      'interrupted',
    );
  });

  it('stops by itself when the launcher is killed with kill -9', async t => {
    const directory = temporaryDirectory(t);
    const port = await findFreePort();
    const launcher = runNode(t, [
      path.join(FIXTURES, 'fakeLauncher.mjs'),
      String(port),
      directory,
    ]);
    await launcher.saw(/backend \d+/);
    const pid = Number(/backend (\d+)/.exec(launcher.output())[1]);
    await waitFor(async () =>
      fs
        .readFileSync(path.join(directory, 'backend.log'), 'utf8')
        .includes('listens'),
    );
    launcher.child.kill('SIGKILL');
    await launcher.ended;
    await waitFor(() => !isAlive(pid), {
      what: () => `the end of the orphan ${pid}`,
    });
    assert.match(
      fs.readFileSync(path.join(directory, 'backend.log'), 'utf8'),
      /fake backend stops on SIGTERM/,
    );
  });
});
