import { loadConfig, type Config } from '../config.ts';

/** A configuration for tests, which need no tokens unless they say so. */
export function testConfig(environment: Record<string, string> = {}): Config {
  const tokens = 'JWT_ISSUER' in environment ? {} : { AUTH_DISABLED: 'true' };
  return loadConfig({ NODE_ENV: 'test', ...tokens, ...environment });
}
