import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, Pool } from 'pg';
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

test('a test database is dropped after its last connection is closed, which is later than the end of its pool', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const database = await createTestDatabase();
    const pool = new Pool({ connectionString: database.url });
    await Promise.all([1, 2, 3].map(() => pool.query('SELECT 1')));
    // A connection that is cut off while it closes would end this process.
    await pool.end();
    await database.drop();
  }
});
