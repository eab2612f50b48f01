import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { listen } from './health.js';

test('the worker says how it is', async () => {
  const server = listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  const answer = await fetch(`http://localhost:${port}/health`);
  assert.deepEqual([answer.status, await answer.json()], [200, { status: 'ok' }]);
  server.close();
});
