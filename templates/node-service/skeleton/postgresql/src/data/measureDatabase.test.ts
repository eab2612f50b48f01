import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { Registry } from 'prom-client';
import { createTestDatabase, type TestDatabase } from '../testing/createTestDatabase.ts';
import { inTransaction } from './inTransaction.ts';
import { measureDatabase } from './measureDatabase.ts';

describe('the metrics of the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('count statements of the pool and of transactions, also those that fail', async () => {
    const pool = new Pool({ connectionString: database.url, max: 2 });
    pool.on('error', () => undefined);
    const registry = new Registry();
    measureDatabase(pool, registry);

    await pool.query('SELECT 1');
    await pool.query({ text: '  select 2' });
    await inTransaction(pool, (client) => client.query('DELETE FROM items'));
    await expect(pool.query('SELECT nothing FROM nowhere')).rejects.toThrow('nowhere');
    const held = await pool.connect();

    const text = await registry.metrics();
    expect(text).toContain('duration_seconds_count{db_operation_name="SELECT"} 3');
    expect(text).toContain('duration_seconds_count{db_operation_name="DELETE"} 1');
    expect(text).toContain('duration_seconds_count{db_operation_name="COMMIT"} 1');
    expect(text).toContain('db_client_connection_count{state="used"} 1');
    expect(text).toContain('db_client_connection_count{state="idle"} 0');
    held.release();
    await pool.end();
  });
});
