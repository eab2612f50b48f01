import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

const { startEmbeddedPostgres } = createRequire(import.meta.url)(
  '@notes/test-support/embeddedPostgres.js',
);

/**
 * Unlike in tests every commit reaches the disk, as it does for people; the
 * rest is what `npm start` gives its own server. Both sides share one server.
 */
const SETTINGS = [
  'max_connections=600',
  'shared_buffers=128MB',
  'work_mem=8MB',
  'jit=off',
  'random_page_cost=1.1',
  'max_wal_size=1GB',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
];

/** One PostgreSQL for the whole run. */
export async function startDatabaseServer({ cleanup }) {
  const { url, stop } = await startEmbeddedPostgres({ settings: SETTINGS });
  cleanup.defer(stop);
  await untilAccepting(url);
  const { hostname: host, port, username: user } = new URL(url);
  return {
    host,
    port: Number(port),
    user,
    createDatabase: name => execute(url, `CREATE DATABASE "${name}"`),
    /** Ends an app's databases, so that their background work does not touch the next figure. */
    dropDatabases: prefix => dropDatabases(url, prefix),
  };
}

/** The port is open a moment before the server accepts connections. */
async function untilAccepting(url) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await execute(url, 'SELECT 1');
      return;
    } catch (error) {
      if (attempt === 100) {
        throw error;
      }
      await sleep(100);
    }
  }
}

async function execute(url, sql) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

async function dropDatabases(url, prefix) {
  const { rows } = await execute(url, 'SELECT datname FROM pg_database');
  for (const { datname } of rows.filter(row =>
    row.datname.startsWith(prefix),
  )) {
    await execute(url, `DROP DATABASE "${datname}" WITH (FORCE)`);
  }
}
