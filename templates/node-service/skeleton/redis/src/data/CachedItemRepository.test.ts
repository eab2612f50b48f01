import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Item } from '../domain/Item.ts';
import { LocalCache } from '../local/LocalCache.ts';
import { createLogger } from '../logger.ts';
import { createTestRepository, type TestRepository } from '../testing/createTestRepository.ts';
import type { Cache } from './Cache.ts';
import { CachedItemRepository } from './CachedItemRepository.ts';

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
    const items = new CachedItemRepository(store.repository, { cache, ttlSeconds: 60, logger });
    const id = randomUUID();
    const item: Item = { id, name: 'lamp', description: '', createdAt: NOW, updatedAt: NOW };
    await items.create(item);
    return { find, item, items };
  }

  it('asks the store once for an item that is read twice', async () => {
    const { find, item, items } = await setup();
    expect(await items.find(item.id)).toEqual(item);
    expect(await items.find(item.id)).toEqual(item);
    expect(find).toHaveBeenCalledTimes(1);
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
    const { item, items } = await setup(cache);
    expect(await items.find(item.id)).toEqual(item);
    expect(await items.update(item.id, { name: 'chair' }, NOW)).toMatchObject({ name: 'chair' });
    expect(await items.list(1)).toHaveLength(1);
    expect(await items.remove(item.id)).toBe('removed');
  });
});
