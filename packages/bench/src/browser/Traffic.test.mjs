import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test from 'node:test';

import { summariseTraffic, Traffic } from './Traffic.mjs';

async function watch() {
  const session = Object.assign(new EventEmitter(), { send: async () => {} });
  const traffic = await Traffic.watch(session);
  const begin = (requestId, url, type = 'Script') =>
    session.emit('Network.requestWillBeSent', {
      requestId,
      request: { url },
      type,
    });
  const finish = (requestId, type, encodedDataLength) => {
    session.emit('Network.responseReceived', { requestId, type });
    session.emit('Network.loadingFinished', { requestId, encodedDataLength });
  };
  return { session, traffic, begin, finish };
}

test('bytes are summed by kind', async () => {
  const { traffic, begin, finish } = await watch();
  begin('1', 'http://x/a.js');
  begin('2', 'http://x/a.css', 'Stylesheet');
  begin('3', 'http://x/api', 'Fetch');
  finish('1', 'Script', 3000);
  finish('2', 'Stylesheet', 500);
  finish('3', 'Fetch', 250);
  assert.deepEqual(traffic.summary(), {
    requests: 3,
    total: 3.75,
    script: 3,
    style: 0.5,
    other: 0.25,
  });
});

test('a page is not quiet while a request is under way, and is after it failed', async () => {
  const { session, traffic, begin } = await watch();
  begin('1', 'http://x/a.js');
  assert.equal(traffic.quietSinceMs(), 0);
  session.emit('Network.loadingFailed', { requestId: '1' });
  assert.ok(traffic.quietSinceMs() >= 0);
  assert.equal(traffic.summary().requests, 0);
});

test('data: URLs and event streams are neither counted nor waited for', async () => {
  const { traffic, begin, finish } = await watch();
  begin('1', 'data:image/png;base64,AAAA', 'Image');
  begin('2', 'http://x/stream', 'EventSource');
  finish('1', 'Image', 900);
  assert.equal(traffic.summary().requests, 0);
  assert.notEqual(traffic.quietSinceMs(), 0);
});

test('no traffic is zero of everything', () => {
  assert.deepEqual(Object.values(summariseTraffic([])), [0, 0, 0, 0, 0]);
});
