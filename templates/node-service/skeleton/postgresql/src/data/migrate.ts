import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { Logger } from '../logger.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings the schema up to date. A lock makes a second run at the same time wait its turn. */
export async function migrate(databaseUrl: string, logger: Logger): Promise<void> {
  const applied = await runner({
    databaseUrl,
    dir: MIGRATIONS,
    migrationsTable: 'schema_migrations',
    direction: 'up',
    count: Infinity,
    singleTransaction: true,
    log: () => undefined,
  });
  logger.info({ applied: applied.map((one) => one.name) }, 'the database schema is up to date');
}
