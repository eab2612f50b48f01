import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { RedisConfig } from '../config/settings.ts';
import type { Lifecycle } from '../lifecycle/Lifecycle.ts';
import type { Readiness } from '../lifecycle/Readiness.ts';

export interface OpenRedisOptions {
  readonly config: RedisConfig;
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly lifecycle: Lifecycle;
  /** Whether the service cannot work without it; false unless told. */
  readonly required?: boolean;
}

const LONGEST_RETRY_MS = 5_000;

/** Opens REDIS_URL; nothing without one. Commands fail at once while the server is away. */
export async function openRedis(
  options: OpenRedisOptions,
): Promise<Redis | undefined> {
  const { config, lifecycle, logger, readiness } = options;
  if (config.REDIS_URL === undefined) return undefined;

  // Only services that use Redis pay for loading its client.
  const { Redis: Client } = await import('ioredis');
  const redis = new Client(config.REDIS_URL, {
    // A request never waits for a server that is away: commands fail at once and the caller goes on.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    connectTimeout: 5_000,
    disconnectTimeout: 500,
    retryStrategy: attempt => {
      const limit = Math.min(100 * 2 ** attempt, LONGEST_RETRY_MS);
      return limit / 2 + Math.random() * (limit / 2);
    },
  });
  logChanges(redis, logger);
  await firstAttempt(redis);
  lifecycle.onClose('redis', () => {
    redis.disconnect();
  });
  readiness.add({
    name: 'redis',
    required: options.required ?? false,
    check: () => redis.ping(),
  });
  return redis;
}

/** The client reports each failed attempt; one line for each change of state is enough. */
function logChanges(redis: Redis, logger: Logger): void {
  let lost = false;
  redis.on('error', (error: Error) => {
    if (!lost) logger.warn({ err: error }, 'redis is away');
    lost = true;
  });
  redis.on('ready', () => {
    logger.info('redis is connected');
    lost = false;
  });
}

/** The service starts with a connection when there is one, and without it otherwise. */
async function firstAttempt(redis: Redis): Promise<void> {
  await new Promise<void>(resolve => {
    redis.once('ready', resolve);
    redis.once('error', () => {
      resolve();
    });
    redis.once('close', resolve);
  });
}
