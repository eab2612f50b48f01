import {
  MemoryCache,
  openCache,
  openRedis,
  RedisCache,
  type OpenRedisOptions,
  type Parts,
} from '@notes/service-kit';
import { ListCache } from './ListCache.ts';

export interface OpenListCacheOptions
  extends OpenRedisOptions, Pick<Parts<unknown>, 'metrics'> {
  readonly name: string;
  readonly ttlSeconds: number;
}

/** Pages in Redis, or in the memory of this process, which other replicas do not see. */
export async function openListCache(
  options: OpenListCacheOptions,
): Promise<ListCache> {
  const { logger, name, ttlSeconds } = options;
  const redis = await openRedis(options);
  const pages = await openCache({ ...options, redis });
  const stamps = redis ? new RedisCache(redis, name) : new MemoryCache();
  return new ListCache({ pages, stamps, ttlSeconds, logger });
}
