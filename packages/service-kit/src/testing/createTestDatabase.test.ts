import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
import { createTestDatabase } from './createTestDatabase.ts';

test('a test database is empty, its own, and gone when it is dropped', async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ tables: number }>(
    `SELECT count(*)::int AS tables FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  assert.deepEqual(rows, [{ tables: 0 }]);
  await client.end();
  await database.drop();
  await assert.rejects(
    new Client({ connectionString: database.url }).connect(),
    /does not exist/,
  );
});
