import { rm } from 'node:fs/promises';

export default async function globalTeardown() {
  const postgres = globalThis.testPostgres;
  if (!postgres) return;
  await postgres.stop();
  await rm(postgres.directory, { recursive: true, force: true });
}
