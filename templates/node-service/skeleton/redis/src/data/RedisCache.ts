import { Redis } from 'ioredis';
import type { Logger } from '../logger.ts';
import type { Cache } from './Cache.ts';

const LONGEST_RETRY_MS = 5_000;

export class RedisCache implements Cache {
  readonly #redis: Redis;

  constructor(url: string, logger: Logger) {
    this.#redis = new Redis(url, {
      keyPrefix: '${{ values.name }}:',
      // A request never waits for a cache that is away: commands fail at once and the caller goes on.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: 500,
      connectTimeout: 5_000,
      disconnectTimeout: 500,
      retryStrategy: (attempt) => {
        const limit = Math.min(100 * 2 ** attempt, LONGEST_RETRY_MS);
        return limit / 2 + Math.random() * (limit / 2);
      },
    });
    logChanges(this.#redis, logger);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#redis.get(key)) ?? undefined;
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.#redis.set(key, value, 'EX', ttlSeconds);
  }

  async delete(key: string): Promise<void> {
    await this.#redis.del(key);
  }

  async check(): Promise<void> {
    await this.#redis.ping();
  }

  close(): Promise<void> {
    this.#redis.disconnect();
    return Promise.resolve();
  }
}

/** The client reports each failed attempt; one line for each change of state is enough. */
function logChanges(redis: Redis, logger: Logger): void {
  let lost = false;
  redis.on('error', (error: Error) => {
    if (!lost) logger.warn({ err: error }, 'the cache is away, requests go on without it');
    lost = true;
  });
  redis.on('ready', () => {
    logger.info('the cache is connected');
    lost = false;
  });
}
