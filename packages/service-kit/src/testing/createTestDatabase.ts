import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { waitFor } from './waitFor.ts';

/** What is still connected after that was forgotten by its test. */
const GOODBYE_MS = 5_000;

export interface TestDatabase {
  readonly url: string;
  /** Removes the database; what is still connected after a while is cut off. */
  drop(): Promise<void>;
}

/** Makes an empty database of its own on the server that the test run started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL;
  if (server === undefined) {
    throw new Error(
      'TEST_POSTGRES_URL is not set: run the tests with "yarn test", which starts a PostgreSQL server',
    );
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, client => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      onServer(server, async client => {
        // A pool has ended before its connections are closed: one that is cut off then emits an error for nobody.
        await waitFor(
          () => isUnused(client, name),
          'the connections of a test to be closed',
          GOODBYE_MS,
        ).catch(() => undefined);
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function isUnused(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
    [name],
  );
  return rowCount === 0;
}

async function onServer(
  url: string,
  use: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
