import { resolvePackagePath } from '@backstage/backend-plugin-api';

/**
 * Starts the PostgreSQL server of all tests, for a program that is not run by jest: jest calls the same function.
 *
 * @returns a function that stops it
 */
export async function startTestDatabaseServer(): Promise<() => Promise<void>> {
  await hook('globalSetup.js')();
  return hook('globalTeardown.js');
}

/** Jest loads these without a compiler, so they lie outside of the sources. */
function hook(file: string): () => Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- They are CommonJS, as jest wants its hooks.
  return require(resolvePackagePath('@notes/test-support', file));
}
