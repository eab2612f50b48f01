import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from './dist/local/startLocalPostgres.js';

/** One PostgreSQL for the whole run; each test file makes a database of its own in it. */
export default async function globalSetup() {
  if (process.env.TEST_DATABASE_URL) return;

  const directory = await mkdtemp(join(tmpdir(), '${{ values.name }}-test-'));
  const postgres = await startLocalPostgres({ directory, durable: false });
  globalThis.testPostgres = { ...postgres, directory };
  process.env.TEST_DATABASE_URL = postgres.url;
}
