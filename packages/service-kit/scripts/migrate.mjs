/**
 * Migrates the database of a service and ends, in the working folder of the service:
 *
 *     node ../service-kit/scripts/migrate.mjs migrations/
 *
 * The job of a release runs it before the new pods start. A service that starts without it migrates by itself.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  commonSettings,
  createLogger,
  databaseSettings,
  defineConfig,
  migrate,
} from '../src/index.ts';

const { LOG_LEVEL, NODE_ENV, SERVICE_VERSION } = commonSettings;
const settings = { LOG_LEVEL, NODE_ENV, SERVICE_VERSION, ...databaseSettings };

try {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('Usage: node migrate.mjs FOLDER');
  const config = defineConfig({ settings }).load(process.env);
  const service = path.basename(process.cwd());
  await migrate({
    databaseUrl: config.DATABASE_URL,
    migrations: pathToFileURL(`${path.resolve(folder)}/`),
    logger: createLogger({ name: service, config }),
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
