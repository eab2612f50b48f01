import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { Pool } from 'pg';
import { inTransaction } from '../data/inTransaction.ts';
import { READER, setup } from '../testing/fixture/httpEdge.ts';
import { startPostgres } from '../testing/startPostgres.ts';
import { waitFor } from '../testing/waitFor.ts';

/** The pool as `openDatabase` makes it, with limits that a test can wait for. */
function openPool(t: TestContext, url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: 500,
    statement_timeout: 500,
  });
  // Without listeners the end of the server would be the end of the process.
  pool.on('error', () => undefined);
  pool.on('connect', client => {
    client.on('error', () => undefined);
  });
  t.after(() => pool.end());
  return pool;
}

describe('operations while the database is away', () => {
  test('answer 503 with Retry-After, log why once, and answer again when it is back', async t => {
    const server = await startPostgres();
    t.after(() => server.stop());
    const pool = openPool(t, server.url);
    const ask = async () => {
      await inTransaction(pool, client => client.query('SELECT 1'));
      return { status: 200, body: {} };
    };
    const service = await setup(t, {}, { listThings: ask });
    const list = () => service.request('/things', { as: READER });
    assert.equal((await list()).status, 200);

    process.kill(server.pid(), 'SIGINT');
    await waitFor(
      async () => (await list()).status === 503,
      'the end of the server',
    );
    for (let count = 0; count < 20; count += 1) {
      const reply = await list();
      assert.equal(reply.status, 503);
      assert.equal(reply.headers.get('retry-after'), '5');
      assert.match(
        reply.headers.get('content-type') ?? '',
        /application\/problem\+json/,
      );
      assert.doesNotMatch(reply.text, /ECONN|127\.0\.0\.1|postgres|stack/);
    }
    const why = service.logged().filter(one => 'err' in one);
    const reasons = why.map(one => one.reason);
    assert.equal(new Set(reasons).size, reasons.length, String(reasons));
    assert.ok(reasons.includes('ECONNREFUSED'), String(reasons));
    const told = service
      .logged()
      .filter(one => one.level === 'error' && !('err' in one));
    assert.deepEqual(told, []);

    // Waits until the old server has ended, which it may still be doing.
    await server.kill();
    await server.restart();
    await waitFor(
      async () => (await list()).status === 200,
      'the server that is back',
    );
  });

  test('answer 503 when a statement takes too long, or no connection comes free in time', async t => {
    const server = process.env.TEST_POSTGRES_URL ?? '';
    const pool = openPool(t, server);
    const service = await setup(
      t,
      {},
      {
        listThings: async () => {
          await pool.query('SELECT pg_sleep(30)');
          return { status: 200, body: {} };
        },
      },
    );
    const slow = await service.request('/things', { as: READER });
    assert.equal(slow.status, 503);
    assert.match(slow.text, /took longer/);

    const held = await Promise.all([pool.connect(), pool.connect()]);
    const waiting = await service.request('/things', { as: READER });
    for (const client of held) client.release();
    assert.equal(waiting.status, 503);
    assert.equal(waiting.headers.get('retry-after'), '5');
  });

  test('answer 500 when the statement is wrong', async t => {
    const pool = openPool(t, process.env.TEST_POSTGRES_URL ?? '');
    const service = await setup(
      t,
      {},
      {
        listThings: async () => {
          await pool.query('SELECT nothing FROM nowhere');
          return { status: 200, body: {} };
        },
      },
    );
    const reply = await service.request('/things', { as: READER });
    assert.equal(reply.status, 500);
    assert.equal(reply.headers.get('retry-after'), null);
  });
});
