import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestDatabase } from '@notes/service-kit/testing';
import { silentLogger } from '../testing/silentLogger.ts';
import { openBusPool } from './openBusPool.ts';

test('a connection that breaks while it is handed over does not end the process', async () => {
  const database = await createTestDatabase();
  const pool = openBusPool({
    ...{ url: database.url, logger: silentLogger, poolSize: 1 },
  });
  const client = await pool.connect();
  assert.doesNotThrow(() => {
    client.emit('error', new Error('the server has ended'));
  });
  client.release(true);
  await pool.end();
  await database.drop();
});
