import assert from 'node:assert/strict';
import test from 'node:test';
import { runEvery } from './runEvery.js';

test('a run that fails does not end the worker', async () => {
  const stop = new AbortController();
  let runs = 0;
  const job = async () => {
    runs += 1;
    if (runs === 3) stop.abort();
    throw new Error('no luck');
  };
  await runEvery(job, { seconds: 0.001, signal: stop.signal });
  assert.equal(runs, 3);
});
