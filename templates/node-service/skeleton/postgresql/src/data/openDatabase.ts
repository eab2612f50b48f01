import { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { measureDatabase } from './measureDatabase.ts';
import { migrate } from './migrate.ts';

export interface Database {
  readonly pool: Pool;
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly registry: Registry;
}

/** Opens DATABASE_URL; in development, without one, a PostgreSQL of this clone's own. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { config, logger } = options;
  if (config.DATABASE_URL !== undefined) return connect(config.DATABASE_URL, options);

  const { startLocalPostgres } = await import('../local/startLocalPostgres.ts');
  const local = await startLocalPostgres();
  logger.warn(
    `DATABASE_URL is not set: using a local PostgreSQL, for development only, with its data in ${local.directory}`,
  );
  try {
    await migrate(local.url, logger);
  } catch (error) {
    await local.stop();
    throw error;
  }
  const database = connect(local.url, options);
  return {
    ...database,
    close: async () => {
      await database.close();
      await local.stop();
    },
  };
}

function connect(url: string, { config, logger, registry }: OpenDatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max: config.DATABASE_POOL_SIZE,
    application_name: '${{ values.name }}',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  measureDatabase(pool, registry);
  // Without listeners, a connection that the server closes would end the process: an idle one fails at the
  // pool, one in use at itself, beside the statement that is under way.
  pool.on('error', (error) => {
    logger.error({ err: error }, 'an idle database connection failed');
  });
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      logger.debug({ err: error }, 'a database connection failed');
    });
  });
  return {
    pool,
    check: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}
