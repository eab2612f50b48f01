import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { Client } from 'pg';
import { Lifecycle } from '../lifecycle/Lifecycle.ts';
import { Readiness } from '../lifecycle/Readiness.ts';
import { createTestDatabase } from '../testing/createTestDatabase.ts';
import { inTransaction } from './inTransaction.ts';
import { openDatabase } from './openDatabase.ts';

const logger = pino({ level: 'silent' });
const SETTINGS = {
  DATABASE_POOL_SIZE: 10,
  DATABASE_CONNECTION_SHARE: 0.1,
  DATABASE_STATEMENT_TIMEOUT_MS: 10_000,
  DATABASE_START_TIMEOUT_MS: 0,
};

async function setup(t: TestContext, settings: Partial<typeof SETTINGS> = {}) {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await writeFile(
    path.join(folder, '20260101000000_create_lamps.sql'),
    '-- Up Migration\nCREATE TABLE lamps (name text PRIMARY KEY);\n-- Down Migration\nDROP TABLE lamps;\n',
  );
  const lifecycle = new Lifecycle(logger);
  t.after(async () => {
    await lifecycle.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });
  const metrics = { registry: new Registry() };
  const readiness = new Readiness(logger);
  const open = (url = database.url) =>
    openDatabase({
      config: { DATABASE_URL: url, ...SETTINGS, ...settings },
      logger,
      metrics: { registry: new Registry() },
      readiness,
      lifecycle,
      migrations: pathToFileURL(`${folder}/`),
    });
  return { database, lifecycle, metrics, open, readiness };
}

test('two replicas that start together migrate once and both work', async t => {
  const { open } = await setup(t);
  const pools = await Promise.all([open(), open(), open()]);
  for (const pool of pools) await pool.query('SELECT count(*) FROM lamps');
});

test('a pool is no larger than its share of what the database allows', async t => {
  const { database, open } = await setup(t, { DATABASE_CONNECTION_SHARE: 0.5 });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const name = new URL(database.url).pathname.slice(1);
  await client.query(`ALTER DATABASE ${name} CONNECTION LIMIT 8`);
  await client.end();
  assert.equal((await open()).options.max, 4);
});

test('a statement that takes too long is stopped by the server', async t => {
  const { open } = await setup(t, { DATABASE_STATEMENT_TIMEOUT_MS: 50 });
  await assert.rejects((await open()).query('SELECT pg_sleep(5)'), {
    code: '57014',
  });
});

test('a transaction that fails leaves nothing behind and gives its connection back', async t => {
  const { open } = await setup(t);
  const pool = await open();
  await assert.rejects(
    inTransaction(pool, async client => {
      await client.query(`INSERT INTO lamps VALUES ('red')`);
      throw new Error('changed my mind');
    }),
    /changed my mind/,
  );
  assert.equal((await pool.query('SELECT * FROM lamps')).rowCount, 0);
  assert.equal(pool.idleCount, pool.totalCount);
});

test('a service is not ready while its database is away', async t => {
  const { database, open, readiness } = await setup(t);
  await open();
  assert.equal((await readiness.report()).status, 'ready');
  await database.drop();
  assert.deepEqual(await readiness.report(), {
    status: 'not-ready',
    checks: { database: 'failed' },
  });
});

test('opening a database that does not exist fails with its name', async t => {
  const { database, open } = await setup(t);
  await database.drop();
  await assert.rejects(open(), /database "test_\w+" does not exist/);
});

test('opening waits for a database that comes up a little later', async t => {
  const { database, open } = await setup(t, {
    DATABASE_START_TIMEOUT_MS: 20_000,
  });
  // A door that is closed at first, and then leads to the server.
  const server = new URL(database.url);
  const door = createServer(socket => {
    const through = connect(Number(server.port), server.hostname);
    socket.pipe(through).pipe(socket);
    for (const one of [socket, through]) one.on('error', () => undefined);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
  door.close();
  await once(door, 'close');
  const url = new URL(database.url);
  url.port = String(port);
  url.hostname = '127.0.0.1';
  const opening = open(url.href);
  door.listen(port, '127.0.0.1');
  t.after(() => door.close());
  const pool = await opening;
  const result = await inTransaction(pool, client =>
    client.query<{ one: number }>('SELECT 1 AS one'),
  );
  assert.deepEqual(result.rows, [{ one: 1 }]);
});

test('a process survives that the server cuts off connections in use', async t => {
  const { open } = await setup(t);
  const pool = await open();
  await assert.rejects(
    inTransaction(pool, client =>
      client.query('SELECT pg_terminate_backend(pg_backend_pid())'),
    ),
    /terminating connection/,
  );
  assert.equal((await pool.query('SELECT 1')).rowCount, 1);
});
