import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import type { Logger } from 'pino';

export interface MigrateOptions {
  readonly databaseUrl: string;
  /** The folder with the migrations of the service. */
  readonly migrations: URL;
  readonly logger: Logger;
}

/** Brings the schema up to date. An advisory lock makes a second replica wait its turn. */
export async function migrate(options: MigrateOptions): Promise<void> {
  // Only services that have a database pay for loading this.
  const { Client: PgClient } = await import('pg');
  const client = new PgClient({ connectionString: options.databaseUrl });
  // The statement that is under way tells of a lost connection; without a listener it would end the process too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const applied = await run(client, options);
    if (applied.length === 0) return;
    options.logger.info({ applied }, 'the database schema is up to date');
  } finally {
    await client.end();
  }
}

async function run(
  dbClient: Client,
  { migrations }: MigrateOptions,
): Promise<string[]> {
  const { runner } = await import('node-pg-migrate');
  const applied = await runner({
    dbClient,
    dir: fileURLToPath(migrations),
    migrationsTable: 'schema_migrations',
    direction: 'up',
    count: Infinity,
    singleTransaction: true,
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
  return applied.map(one => one.name);
}
