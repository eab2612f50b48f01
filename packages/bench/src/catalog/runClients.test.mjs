import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { runClients, summarise } from './runClients.mjs';

test('all requests are sent, spread over the paths, never more at once than clients', async () => {
  const seen = new Map();
  let running = 0;
  let most = 0;
  const client = {
    async load(path) {
      running += 1;
      most = Math.max(most, running);
      await sleep(1);
      running -= 1;
      seen.set(path, (seen.get(path) ?? 0) + 1);
    },
  };
  const times = await runClients({
    client,
    paths: ['/a', '/b'],
    clients: 4,
    requests: 40,
  });
  assert.equal(times.length, 40);
  assert.deepEqual(Object.fromEntries(seen), { '/a': 20, '/b': 20 });
  assert.equal(most, 4);
});

test('a request that fails fails the run', async () => {
  const client = { load: () => Promise.reject(new Error('answered 500')) };
  await assert.rejects(runClients({ client, paths: ['/a'] }), /answered 500/);
});

test('the summary has the count and three percentiles', () => {
  const times = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.deepEqual(summarise(times), {
    requests: 100,
    p50: 50,
    p95: 95,
    p99: 99,
  });
});
