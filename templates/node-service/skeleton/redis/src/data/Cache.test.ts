import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalCache } from '../local/LocalCache.ts';
import { createLogger } from '../logger.ts';
import { startRespServer, type RespServer } from '../testing/startRespServer.ts';
import type { Cache } from './Cache.ts';
import { RedisCache } from './RedisCache.ts';

const logger = createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' });

async function untilWell(cache: RedisCache): Promise<RedisCache> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await cache.check();
      return cache;
    } catch {
      await sleep(20);
    }
  }
  throw new Error('the cache did not connect');
}

describe.each(['RedisCache', 'LocalCache'])('%s', (kind) => {
  let cache: Cache;
  let server: RespServer | undefined;
  beforeAll(async () => {
    if (kind === 'LocalCache') {
      cache = new LocalCache();
      return;
    }
    if (!process.env.REDIS_URL) server = await startRespServer();
    const url = process.env.REDIS_URL ?? server?.url ?? '';
    cache = await untilWell(new RedisCache(url, logger));
  });
  afterAll(async () => {
    await cache.close();
    await server?.stop();
  });

  it('gives back what was set, until it is deleted', async () => {
    const key = randomUUID();
    expect(await cache.get(key)).toBeUndefined();
    await cache.set(key, '{"name":"grün"}', 60);
    expect(await cache.get(key)).toBe('{"name":"grün"}');
    await cache.delete(key);
    expect(await cache.get(key)).toBeUndefined();
  });

  it('says that it is well', async () => {
    await expect(cache.check()).resolves.toBeUndefined();
  });
});

describe('RedisCache', () => {
  it('fails at once while the server is away, and works again when it is back', async () => {
    const server = await startRespServer();
    const cache = await untilWell(new RedisCache(server.url, logger));
    await server.stop();
    await expect(cache.check()).rejects.toThrow();
    await expect(cache.get('a')).rejects.toThrow();

    const again = await startRespServer(server.port);
    await untilWell(cache);
    expect(await cache.get('a')).toBeUndefined();
    await cache.close();
    await again.stop();
  });
});

describe('LocalCache', () => {
  it('forgets a value when its time is over', async () => {
    let now = 0;
    const cache = new LocalCache(() => now);
    await cache.set('a', '1', 10);
    now = 9_999;
    expect(await cache.get('a')).toBe('1');
    now = 10_000;
    expect(await cache.get('a')).toBeUndefined();
  });

  it('forgets the oldest value before it grows without end', async () => {
    const cache = new LocalCache();
    for (let index = 0; index <= 10_000; index += 1) await cache.set(`key-${index}`, 'x', 60);
    expect(await cache.get('key-0')).toBeUndefined();
    expect(await cache.get('key-10000')).toBe('x');
  });
});
