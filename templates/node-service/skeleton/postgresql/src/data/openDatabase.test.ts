import { describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { Registry } from 'prom-client';
import { createLogger } from '../logger.ts';
import { createTestDatabase } from '../testing/createTestDatabase.ts';
import { expectDocumented } from '../testing/expectDocumented.ts';
import { startTestService } from '../testing/startTestService.ts';
import { testConfig } from '../testing/testConfig.ts';
import { inTransaction } from './inTransaction.ts';
import { openDatabase } from './openDatabase.ts';

describe('a service whose database goes away', () => {
  it('stays alive, is not ready, and answers with a problem that hides the reason', async () => {
    const service = await startTestService({
      DATABASE_URL: 'postgresql://user:hidden@127.0.0.1:1/x',
    });

    expect((await service.request('GET', '/health')).status).toBe(200);
    const ready = await service.request('GET', '/ready');
    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({
      status: 503,
      title: 'not ready',
      detail: 'No answer: database.',
    });
    expectDocumented('Problem', ready.body);
    const reply = await service.request('GET', '/v1/items');
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('127.0.0.1');
    expect(JSON.stringify(service.logged())).not.toContain('hidden');
    await service.close();
  });
});

describe('an open database', () => {
  it('survives a connection that the server closes while it is in use', async () => {
    const testDatabase = await createTestDatabase();
    const config = testConfig({ DATABASE_URL: testDatabase.url, LOG_LEVEL: 'silent' });
    const options = { config, logger: createLogger(config), registry: new Registry() };
    const database = await openDatabase(options);
    const client = await database.pool.connect();
    const ended = new Promise((resolve) => client.once('end', resolve));
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    client.release(true);
    await database.check();
    await database.close();
    await testDatabase.drop();
  });
});

describe('a transaction', () => {
  it('gives its connection back after a failure and leaves no trace of its work', async () => {
    const database = await createTestDatabase();
    const pool = new Pool({ connectionString: database.url, max: 1 });
    pool.on('error', () => undefined);
    const work = inTransaction(pool, async (client) => {
      await client.query('CREATE TABLE half_done (id int)');
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    const { rows } = await pool.query("SELECT to_regclass('half_done') AS found");
    expect(rows).toEqual([{ found: null }]);
    await pool.end();
    await database.drop();
  });

  it('does not reuse a connection that broke inside it', async () => {
    const database = await createTestDatabase();
    const pool = new Pool({ connectionString: database.url, max: 1 });
    pool.on('error', () => undefined);
    const work = inTransaction(pool, async (client) => {
      client.on('error', () => undefined);
      await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(work).rejects.toThrow();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
    await database.drop();
  });
});
