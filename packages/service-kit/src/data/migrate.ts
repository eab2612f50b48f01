import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { Logger } from 'pino';

export interface MigrateOptions {
  readonly databaseUrl: string;
  /** The folder with the migrations of the service. */
  readonly migrations: URL;
  readonly logger: Logger;
}

/** Brings the schema up to date. An advisory lock makes a second replica wait its turn. */
export async function migrate(options: MigrateOptions): Promise<void> {
  const applied = await runner({
    databaseUrl: options.databaseUrl,
    dir: fileURLToPath(options.migrations),
    migrationsTable: 'schema_migrations',
    direction: 'up',
    count: Infinity,
    singleTransaction: true,
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
  if (applied.length === 0) return;
  options.logger.info(
    { applied: applied.map(one => one.name) },
    'the database schema is up to date',
  );
}
