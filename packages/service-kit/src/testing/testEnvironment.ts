import { randomBytes } from 'node:crypto';

/** A key ring with one random key, in the form that settings take. */
export function testKeys(id = 'test'): string {
  const key = randomBytes(32).toString('base64');
  return JSON.stringify({ current: id, keys: { [id]: key } });
}

const IDENTITY_KEYS = testKeys();

/** Settings for a service in a test: a free port, quick shutdown and keys that `startTestService` signs with. */
export function testEnvironment(
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'debug',
    SHUTDOWN_DELAY_MS: '0',
    SHUTDOWN_TIMEOUT_MS: '5000',
    DATABASE_START_TIMEOUT_MS: '0',
    DATABASE_POOL_SIZE: '4',
    IDENTITY_KEYS,
    ...more,
  };
}
