import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { DatabaseConfig } from '../config/settings.ts';
import type { Lifecycle } from '../lifecycle/Lifecycle.ts';
import type { Readiness } from '../lifecycle/Readiness.ts';
import type { Metrics } from '../metrics/createMetrics.ts';
import { dependencyFailureOf } from './dependencyFailure.ts';
import { measureDatabase } from './measureDatabase.ts';
import { migrate } from './migrate.ts';
import { poolSizeFor } from './poolSize.ts';

export interface OpenDatabaseOptions {
  readonly config: DatabaseConfig & { readonly SERVICE_VERSION?: string };
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly lifecycle: Lifecycle;
  /** The folder with the migrations of the service. */
  readonly migrations: URL;
}

const CONNECT_TIMEOUT_MS = 5_000;
const RETRY_EVERY_MS = 250;
/** Brings the schema up to date and opens a pool that measures, reports and closes itself. */
export async function openDatabase(
  options: OpenDatabaseOptions,
): Promise<Pool> {
  const { config, lifecycle, logger, metrics, readiness } = options;
  const size = await untilUp(config, logger);
  await migrate({
    databaseUrl: config.DATABASE_URL,
    migrations: options.migrations,
    logger,
  });
  // Only services that have a database pay for loading its client.
  const { Pool: PgPool } = await import('pg');
  const pool = new PgPool({
    connectionString: config.DATABASE_URL,
    max: size,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: config.DATABASE_STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: config.DATABASE_STATEMENT_TIMEOUT_MS,
  });
  measureDatabase(pool, metrics.registry);
  // Without listeners, a connection that the server closes would end the process: idle ones fail at the pool,
  // those in use or being closed at themselves.
  pool.on('error', error => {
    logger.warn({ err: error }, 'an idle database connection failed');
  });
  pool.on('connect', client => {
    client.on('error', error => {
      logger.debug({ err: error }, 'a database connection failed');
    });
  });
  lifecycle.onClose('database', () => pool.end());
  readiness.add({
    name: 'database',
    required: true,
    check: () => pool.query('SELECT 1'),
  });
  return pool;
}

/** Waits for a server that comes up beside the service, and answers how large the pool may be. */
async function untilUp(
  config: DatabaseConfig,
  logger: Logger,
): Promise<number> {
  const until = Date.now() + config.DATABASE_START_TIMEOUT_MS;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await askPoolSize(config);
    } catch (error) {
      // Everything but a server that is away, starting or stopping will not get better by waiting.
      if (!dependencyFailureOf(error) || Date.now() >= until) throw error;
      if (attempt === 0) logger.warn('waiting for the database');
      await sleep(RETRY_EVERY_MS);
    }
  }
}

async function askPoolSize(config: DatabaseConfig): Promise<number> {
  const { Client } = await import('pg');
  const client = new Client({
    connectionString: config.DATABASE_URL,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await client.connect();
    return await poolSizeFor(client, {
      size: config.DATABASE_POOL_SIZE,
      share: config.DATABASE_CONNECTION_SHARE,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
