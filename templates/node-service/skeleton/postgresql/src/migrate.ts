import { ConfigError, loadConfig } from './config.ts';
import { migrate } from './data/migrate.ts';
import { createLogger } from './logger.ts';

/** Runs before a release, as a job of its own: replicas never change the schema when they start. */
async function main(): Promise<void> {
  // A migration needs the database and nothing else of what the service needs in production.
  const config = loadConfig({
    ...process.env,
    NODE_ENV: 'development',
    AUTH_DISABLED: 'true',
  });
  if (config.DATABASE_URL === undefined) {
    throw new ConfigError('DATABASE_URL is not set: name the database to migrate.');
  }
  await migrate(config.DATABASE_URL, createLogger(config));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
