import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  createLogger,
  createMetrics,
  Lifecycle,
  MemoryCache,
  Readiness,
  type Cache,
} from '@notes/service-kit';
import {
  startRedis,
  withoutRedis,
  type TestRedis,
} from '@notes/service-kit/testing';
import { ListCache } from './ListCache.ts';
import { openListCache } from './openListCache.ts';

const logger = createLogger({
  name: 'test',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});
const parse = (text: string) => JSON.parse(text) as string;

async function open(url?: string) {
  const lifecycle = new Lifecycle(logger);
  const cache = await openListCache({
    name: randomUUID(),
    ttlSeconds: 60,
    config: { REDIS_URL: url },
    logger,
    lifecycle,
    readiness: new Readiness(logger),
    metrics: createMetrics('test', 'test'),
  });
  return { cache, close: () => lifecycle.close() };
}

function describeListCache(
  name: string,
  url: () => string | undefined,
  skip: string | false,
) {
  describe(`cached lists in ${name}`, { skip }, () => {
    let cache: ListCache;
    let close: () => Promise<void>;
    before(async () => {
      ({ cache, close } = await open(url()));
    });
    after(() => close());

    const ask = (ownerId: string, load: () => Promise<string>, question = {}) =>
      cache.read(ownerId, question, { load, parse });

    it('asks the store once until the owner writes', async () => {
      const owner = randomUUID();
      let asked = 0;
      const load = () => Promise.resolve(`page ${(asked += 1)}`);
      assert.equal(await ask(owner, load), 'page 1');
      assert.equal(await ask(owner, load), 'page 1');
      assert.equal(await ask(owner, load, { tag: 'x' }), 'page 2');
      assert.equal(await ask(randomUUID(), load), 'page 3');
      await cache.invalidate(owner);
      assert.equal(await ask(owner, load), 'page 4');
    });

    it('never shows a page again that was read before a write and stored after it', async () => {
      const owner = randomUUID();
      let state = 'old';
      const reading = Promise.withResolvers<undefined>();
      const written = Promise.withResolvers<undefined>();
      const slow = ask(owner, async () => {
        const seen = state;
        reading.resolve(undefined);
        await written.promise;
        return seen;
      });
      await reading.promise;
      state = 'new';
      await cache.invalidate(owner);
      written.resolve(undefined);
      assert.equal(await slow, 'old');
      assert.equal(await ask(owner, () => Promise.resolve(state)), 'new');
    });

    it('shows what was written, whatever readers and writers do side by side', async () => {
      const owner = randomUUID();
      let committed = 0;
      for (let round = 0; round < 40; round += 1) {
        const readers = Array.from({ length: 5 }, () =>
          ask(owner, async () => {
            const seen = committed;
            await new Promise(resolve => setImmediate(resolve));
            return String(seen);
          }),
        );
        committed += 1;
        await cache.invalidate(owner);
        assert.equal(
          await ask(owner, () => Promise.resolve(String(committed))),
          String(committed),
        );
        await Promise.all(readers);
        assert.equal(
          await ask(owner, () => Promise.resolve(String(committed))),
          String(committed),
        );
      }
    });
  });
}

describeListCache('memory', () => undefined, false);

let redis: TestRedis | undefined;
before(async () => {
  redis = await startRedis();
});
after(() => redis?.stop());
describeListCache('Redis', () => redis?.url, withoutRedis());

describe('cached lists without their cache', () => {
  it('come from the store, and trust no page that a lost write has left behind', async () => {
    const memory = new MemoryCache();
    let away = false;
    const flaky: Cache = {
      get: key => (away ? Promise.reject(new Error('away')) : memory.get(key)),
      set: (...all) =>
        away ? Promise.reject(new Error('away')) : memory.set(...all),
      delete: (...keys) => memory.delete(...keys),
      increment: (...all) => memory.increment(...all),
      check: () => Promise.resolve(),
    };
    const cache = new ListCache({
      pages: flaky,
      stamps: flaky,
      ttlSeconds: 60,
      logger,
    });
    const ask = (value: string) =>
      cache.read('ann', {}, { load: () => Promise.resolve(value), parse });
    assert.equal(await ask('old'), 'old');
    away = true;
    assert.equal(await ask('from the store'), 'from the store');
    await cache.invalidate('ann');
    away = false;
    assert.equal(await ask('new'), 'new');
    assert.equal(await ask('newer'), 'new');
  });
});
