import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { Lifecycle } from '../lifecycle/Lifecycle.ts';
import { Readiness } from '../lifecycle/Readiness.ts';
import { startRedis, withoutRedis } from '../testing/startRedis.ts';
import { TestClock } from '../testing/TestClock.ts';
import { waitFor } from '../testing/waitFor.ts';
import { MemoryCache } from './MemoryCache.ts';
import { openCache } from './openCache.ts';

const logger = pino({ level: 'silent' });

async function setup(t: TestContext, kind: string) {
  const server = kind === 'redis' ? await startRedis() : undefined;
  const lifecycle = new Lifecycle(logger);
  t.after(async () => {
    await lifecycle.close();
    await server?.stop();
  });
  const readiness = new Readiness(logger);
  const registry = new Registry();
  const cache = await openCache({
    name: 'test',
    config: server ? { REDIS_URL: server.url } : {},
    logger,
    metrics: { registry },
    readiness,
    lifecycle,
  });
  return { cache, readiness, registry, server };
}

for (const kind of ['memory', 'redis']) {
  const skip = kind === 'redis' && withoutRedis();
  describe(`a cache in ${kind}`, { skip }, () => {
    test('gives back what was set until it is deleted, and counts the questions', async t => {
      const { cache, registry } = await setup(t, kind);
      const [a, b] = [randomUUID(), randomUUID()];
      assert.equal(await cache.get(a), undefined);
      await cache.set(a, '{"name":"grün"}', 60);
      await cache.set(b, '', 60);
      assert.equal(await cache.get(a), '{"name":"grün"}');
      assert.equal(await cache.get(b), '');
      await cache.delete(a, b);
      await cache.delete();
      assert.equal(await cache.get(a), undefined);
      const text = await registry.metrics();
      assert.match(text, /cache_requests_total\{result="hit"\} 2/);
      assert.match(text, /cache_requests_total\{result="miss"\} 2/);
      assert.match(text, /cache_requests_total\{result="error"\} 0/);
    });

    test('forgets a value when its time is over', async t => {
      const { cache } = await setup(t, kind);
      await cache.set('a', '1', 1);
      assert.equal(await cache.get('a'), '1');
      await waitFor(
        async () => (await cache.get('a')) === undefined,
        'the value to be forgotten',
      );
    });

    test('counts additions that happen at once, and its time begins with the first', async t => {
      const { cache } = await setup(t, kind);
      const sums = await Promise.all(
        Array.from({ length: 20 }, () => cache.increment('n', 1)),
      );
      assert.deepEqual(
        sums.sort((a, b) => a - b),
        Array.from({ length: 20 }, (_one, index) => index + 1),
      );
      // Further additions do not prolong it, so it is gone although it is always in use.
      await waitFor(
        async () => (await cache.increment('n', 1)) === 1,
        'the counter to begin again',
      );
    });

    test('refuses to count on a text', async t => {
      const { cache } = await setup(t, kind);
      await cache.set('a', 'text', 60);
      await assert.rejects(cache.increment('a', 60));
    });

    test('says that it is well', async t => {
      const { cache } = await setup(t, kind);
      await cache.check();
    });
  });
}

describe('a memory cache', () => {
  test('forgets what was used least before it grows past its bounds', async () => {
    const cache = new MemoryCache({ entries: 3 });
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, 60);
    await cache.get('a');
    await cache.set('d', 'd', 60);
    assert.equal(await cache.get('b'), undefined);
    assert.equal(await cache.get('a'), 'a');

    const small = new MemoryCache({ bytes: 1_000 });
    for (let index = 0; index < 10; index += 1)
      await small.set(`key-${index}`, 'x'.repeat(100), 60);
    assert.equal(await small.get('key-0'), undefined);
    assert.equal(await small.get('key-9'), 'x'.repeat(100));
  });

  test('keeps a value exactly as long as told', async () => {
    const clock = new TestClock();
    const cache = new MemoryCache({ clock });
    await cache.set('a', '1', 10);
    clock.advance(9_999);
    assert.equal(await cache.get('a'), '1');
    clock.advance(1);
    assert.equal(await cache.get('a'), undefined);
  });
});

describe('a cache whose server goes away', { skip: withoutRedis() }, () => {
  test('fails at once, leaves the service ready, and works again when the server is back', async t => {
    const { cache, readiness, registry, server } = await setup(t, 'redis');
    await cache.set('a', '1', 60);
    await server?.stop();
    await assert.rejects(cache.get('a'));
    assert.deepEqual(await readiness.report(), {
      status: 'ready',
      checks: { redis: 'degraded' },
    });
    assert.match(
      await registry.metrics(),
      /cache_requests_total\{result="error"\} 1/,
    );

    const again = await startRedis(server?.port);
    t.after(() => again?.stop());
    await waitFor(
      () =>
        cache.check().then(
          () => true,
          () => false,
        ),
      'the connection to come back',
    );
    assert.equal(await cache.get('a'), undefined);
  });
});
