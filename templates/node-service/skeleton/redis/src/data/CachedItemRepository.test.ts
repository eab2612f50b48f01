import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import type { Item } from '../domain/Item.ts';
import { LocalCache } from '../local/LocalCache.ts';
import { createLogger } from '../logger.ts';
import { createTestRepository, type TestRepository } from '../testing/createTestRepository.ts';
import type { Cache } from './Cache.ts';
import { CachedItemRepository } from './CachedItemRepository.ts';
import { createCacheRequests } from './createCacheRequests.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');

describe('the cached item repository', () => {
  let store: TestRepository;
  beforeAll(async () => {
    store = await createTestRepository();
  });
  afterAll(() => store.close());

  async function setup(cache: Cache = new LocalCache()) {
    const find = jest.spyOn(store.repository, 'find').mockClear();
    const logger = createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' });
    const registry = new Registry();
    const requests = createCacheRequests(registry);
    const options = { cache, ttlSeconds: 60, logger, requests };
    const items = new CachedItemRepository(store.repository, options);
    const id = randomUUID();
    const item: Item = { id, name: 'lamp', description: '', createdAt: NOW, updatedAt: NOW };
    await items.create(item);
    return { find, item, items, registry };
  }

  it('asks the store once for an item that is read twice', async () => {
    const { find, item, items, registry } = await setup();
    expect(await items.find(item.id)).toEqual(item);
    expect(await items.find(item.id)).toEqual(item);
    expect(find).toHaveBeenCalledTimes(1);
    const text = await registry.metrics();
    expect(text).toContain('cache_requests_total{result="miss"} 1');
    expect(text).toContain('cache_requests_total{result="hit"} 1');
    expect(text).toContain('cache_requests_total{result="error"} 0');
  });

  it('does not keep the absence of an item', async () => {
    const { find, items } = await setup();
    const id = randomUUID();
    expect(await items.find(id)).toBeUndefined();
    expect(await items.find(id)).toBeUndefined();
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('shows a change and a removal at once', async () => {
    const { item, items } = await setup();
    await items.find(item.id);
    await items.update(item.id, { name: 'chair' }, NOW);
    expect(await items.find(item.id)).toMatchObject({ name: 'chair' });
    expect(await items.remove(item.id)).toBe('removed');
    expect(await items.find(item.id)).toBeUndefined();
  });

  it('goes on with the store while the cache is away', async () => {
    const away = () => Promise.reject(new Error('away'));
    const cache = { get: away, set: away, delete: away, check: away, close: away };
    const { item, items, registry } = await setup(cache);
    expect(await items.find(item.id)).toEqual(item);
    expect(await registry.metrics()).toContain('cache_requests_total{result="error"} 2');
    expect(await items.update(item.id, { name: 'chair' }, NOW)).toMatchObject({ name: 'chair' });
    expect(await items.list(1)).toHaveLength(1);
    expect(await items.remove(item.id)).toBe('removed');
  });
});
