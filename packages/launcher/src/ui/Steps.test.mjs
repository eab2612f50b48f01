import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { LauncherError } from '../LauncherError.mjs';
import { reportFailure } from './reportFailure.mjs';
import { Steps } from './Steps.mjs';

function setup({ isTTY = false, env = { LANG: 'C.UTF-8' }, heartbeatMs } = {}) {
  const written = [];
  const stream = { isTTY, columns: 80, write: text => written.push(text) };
  return {
    steps: new Steps({ stream, env, heartbeatMs }),
    text: () => written.join(''),
  };
}

describe('Steps', () => {
  it('prints one plain line per step with its time and detail when there is no terminal', async () => {
    const { steps, text } = setup();
    await steps.run('Build', step => {
      step.detail = 'sources changed';
    });
    assert.match(text(), /^✓ Build +\d\.\d s {2}sources changed\n$/);
  });

  it('gives a sign of life during a long step in a pipeline', async () => {
    const { steps, text } = setup({ heartbeatMs: 20 });
    // The heartbeat does not keep the process alive, so the step does.
    await steps.run('Install', () => sleep(90));
    assert.match(text(), /\.\.\. Install: still running after 0\.\d s\n/);
  });

  it('marks a failed step and passes the error on', async () => {
    const { steps, text } = setup();
    await assert.rejects(
      steps.run('Build', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.match(text(), /^✗ Build/);
  });

  it('uses words where the terminal cannot show signs, and no colour without a terminal', async () => {
    const { steps, text } = setup({ env: { LANG: 'C' } });
    await steps.run('Build', () => {});
    assert.match(text(), /^ok Build/);
    // eslint-disable-next-line no-control-regex -- colour codes start with the escape character
    assert.doesNotMatch(text(), /\u001b/);
  });
});

describe('reportFailure', () => {
  it('prints message, hint and the end of the log, and gives the exit code', () => {
    const written = [];
    const error = new LauncherError('It broke.', {
      exitCode: 7,
      hint: 'Do this.',
      logFile: '/l/x.log',
      tail: ['a', 'b'],
    });
    assert.equal(
      reportFailure(error, text => written.push(text)),
      7,
    );
    assert.equal(
      written.join(''),
      '\nIt broke.\nDo this.\n\nLast lines of /l/x.log:\n  a\n  b\n',
    );
  });

  it('shows the usage after a usage error', () => {
    const written = [];
    assert.equal(
      reportFailure(new LauncherError('No.', { exitCode: 2 }), text =>
        written.push(text),
      ),
      2,
    );
    assert.match(written.join(''), /npm start/);
  });
});
