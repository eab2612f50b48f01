import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** An empty database of its own on the PostgreSQL server of this test run. */
export interface TestDatabase {
  /** A connection pool to the database. */
  knex: Knex;
  /** The address of the database, `postgresql://user@host:port/name`. */
  url: string;
  /** Pass it to `startTestBackend({ features })` so that every plugin stores its tables there. */
  factory: ReturnType<typeof mockServices.database.factory>;
  /**
   * Closes the pool. The database goes with the server of the test run: plugins look into their tables once more
   * after they were stopped, and fail the suite when those are gone.
   */
  close(): Promise<void>;
}

/**
 * Creates an empty PostgreSQL database for one test file.
 *
 * The server is started by the jest global setup of this repository; outside
 * of it, set the variable named in the error to the address of any server.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env[VARIABLE];
  if (!server) {
    throw new Error(`No test PostgreSQL: ${VARIABLE} is not set`);
  }
  const name = `test_${randomUUID().replace(/-/g, '')}`;
  const admin = knexFactory({ client: 'pg', connection: server });
  await admin.raw(`CREATE DATABASE ${name}`);

  const url = new URL(server);
  url.pathname = `/${name}`;
  const knex = knexFactory({
    client: 'pg',
    connection: url.toString(),
    pool: { min: 0, max: 10 },
  });
  return {
    knex,
    url: url.toString(),
    factory: mockServices.database.factory({ knex }),
    async close() {
      await knex.destroy();
      await admin.destroy();
    },
  };
}
