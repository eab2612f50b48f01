import type { Redis } from 'ioredis';
import type { Metrics } from '../metrics/createMetrics.ts';
import type { Cache } from './Cache.ts';
import { MeasuredCache } from './MeasuredCache.ts';
import { MemoryCache, type MemoryCacheOptions } from './MemoryCache.ts';
import { openRedis, type OpenRedisOptions } from './openRedis.ts';
import { RedisCache } from './RedisCache.ts';

export interface OpenCacheOptions extends OpenRedisOptions {
  /** The name of the service, before its keys. */
  readonly name: string;
  readonly metrics: Metrics;
  /** A connection that is open already. */
  readonly redis?: Redis | undefined;
  /** Bounds of the memory that is used without Redis. */
  readonly memory?: MemoryCacheOptions;
}

/** A cache in Redis with REDIS_URL, in the memory of this process without; both are measured. */
export async function openCache(options: OpenCacheOptions): Promise<Cache> {
  const redis = options.redis ?? (await openRedis(options));
  const cache = redis
    ? new RedisCache(redis, options.name)
    : new MemoryCache(options.memory);
  return new MeasuredCache(cache, options.metrics.registry);
}
