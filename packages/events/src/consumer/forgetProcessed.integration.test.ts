import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createTestDatabase } from '@notes/service-kit/testing';
import { createEventTables } from '../testing/createEventTables.ts';
import { openTestPool } from '../testing/openTestPool.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import { forgetProcessed } from './forgetProcessed.ts';

test('events of a group are forgotten when no bus can deliver them any more', async () => {
  const database = await createTestDatabase();
  const pool = openTestPool(database.url);
  try {
    await createEventTables(pool);
    await pool.query(`INSERT INTO processed_events VALUES
      ('g', 'old', now() - interval '31 days'), ('g', 'new', now() - interval '29 days'),
      ('other', 'old', now() - interval '31 days')`);
    mock.timers.enable({ apis: ['setInterval'] });
    const queries = mock.method(pool, 'query');
    const stop = forgetProcessed(pool, 'g', silentLogger);
    mock.timers.tick(6 * 3_600_000);
    await Promise.resolve(queries.mock.calls[0]?.result);
    stop();
    mock.timers.tick(24 * 3_600_000);
    assert.equal(queries.mock.callCount(), 1);
    const { rows } = await pool.query<{ event: string }>(
      `SELECT consumer_group || ' ' || event_id AS event FROM processed_events ORDER BY 1`,
    );
    assert.deepEqual(
      rows.map(row => row.event),
      ['g new', 'other old'],
    );
  } finally {
    mock.timers.reset();
    await pool.end();
    await database.drop();
  }
});
