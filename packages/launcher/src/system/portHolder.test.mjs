import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';

import { FIXTURES, runNode } from '../../test/helpers.mjs';
import { requireFreePort } from '../commands/requireFreePort.mjs';
import { describePortHolder, findPortHolder, shorten } from './portHolder.mjs';
import { findFreePort, isPortFree, tryConnect } from './ports.mjs';

async function holdPort(t, host) {
  const port = await findFreePort();
  const holder = runNode(t, [
    path.join(FIXTURES, 'holdPort.mjs'),
    String(port),
    host,
  ]);
  await holder.saw('listening');
  return { port, holder };
}

describe('shorten', () => {
  it('keeps both ends of a long command and leaves a short one alone', () => {
    const long = `/opt/${'deep/'.repeat(40)}bin/node /srv/portal/holdPort.mjs 7007`;
    const short = shorten(long);
    assert.ok(short.length <= 100);
    assert.match(short, /^\/opt\/deep.*\.\.\..*holdPort\.mjs 7007$/);
    assert.equal(shorten('node server.js'), 'node server.js');
  });
});

describe('a busy port', () => {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    it(`is seen when a process listens on ${host}, and the process is named`, async t => {
      const { port, holder } = await holdPort(t, host);
      assert.equal(await isPortFree(port), false);
      assert.equal(findPortHolder(port).pid, holder.child.pid);
      assert.match(
        describePortHolder(port),
        new RegExp(`process ${holder.child.pid} \\(.*holdPort`),
      );
    });
  }

  it('fails with its own exit code, the holder and a port that is free', async t => {
    const { port, holder } = await holdPort(t, '127.0.0.1');
    await assert.rejects(requireFreePort({ port }), error => {
      assert.equal(error.exitCode, 3);
      assert.match(
        error.message,
        new RegExp(`Port ${port} is busy: process ${holder.child.pid}`),
      );
      assert.match(error.hint, /npm start -- --port \d+/);
      return true;
    });
  });

  it('is free again once the process has ended', async t => {
    const { port, holder } = await holdPort(t, '127.0.0.1');
    holder.child.kill('SIGKILL');
    await holder.ended;
    assert.equal(await isPortFree(port), true);
    assert.equal(findPortHolder(port), undefined);
    await requireFreePort({ port });
  });
});

describe('tryConnect', () => {
  it('says why a closed port cannot be reached', async () => {
    const port = await findFreePort();
    assert.deepEqual(await tryConnect({ host: '127.0.0.1', port }), {
      connected: false,
      reason: 'connection refused',
    });
  });
});
