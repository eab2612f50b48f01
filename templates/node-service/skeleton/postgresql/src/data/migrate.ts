import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { Client } from 'pg';
import type { Logger } from '../logger.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings the schema up to date. A lock makes a second run at the same time wait its turn. */
export async function migrate(databaseUrl: string, logger: Logger): Promise<void> {
  // The runner's own client would end unheeded, and its lost connection would end the process.
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const applied = await runner({
      dbClient: client,
      dir: MIGRATIONS,
      migrationsTable: 'schema_migrations',
      direction: 'up',
      count: Infinity,
      singleTransaction: true,
      log: () => undefined,
    });
    logger.info({ applied: applied.map((one) => one.name) }, 'the database schema is up to date');
  } finally {
    await client.end();
  }
}
