import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Cache } from './Cache.ts';
import { RedisCache } from './RedisCache.ts';

/** Opens REDIS_URL; in development, without one, a cache inside this process. */
export async function openCache(config: Config, logger: Logger): Promise<Cache> {
  if (config.REDIS_URL !== undefined) return new RedisCache(config.REDIS_URL, logger);

  const { LocalCache } = await import('../local/LocalCache.ts');
  logger.warn('REDIS_URL is not set: using a cache inside this process, for development only');
  return new LocalCache();
}
