import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  TestClock,
  type Reply,
  type TestService,
} from '@notes/service-kit/testing';
import fc from 'fast-check';
import {
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import {
  bearer,
  clockAhead,
  startGateway,
  to,
} from '../testing/gatewayFixture.ts';
import { SlidingWindowMemory } from './SlidingWindowMemory.ts';

let notes: EchoUpstream;
before(async () => {
  notes = await startEcho();
});
after(() => notes.close());

async function gatewayWith(
  environment: Readonly<Record<string, string>>,
  clock = clockAhead(),
): Promise<TestService> {
  return startGateway({ notes: to(notes.url) }, environment, { clock });
}

async function statuses(
  gateway: TestService,
  count: number,
  headers: Readonly<Record<string, string>>,
): Promise<number[]> {
  const replies = await Promise.all(
    Array.from({ length: count }, () =>
      gateway.request('/api/notes', { headers }),
    ),
  );
  return replies.map(one => one.status);
}

test('of eleven requests within a second from one address the eleventh is refused (F-12)', async t => {
  const headers = await bearer();
  const clock = clockAhead();
  const usual = { RATE_LIMIT_PER_SECOND: '', QUOTA_PER_MINUTE: '' };
  const gateway = await gatewayWith(usual, clock);
  t.after(() => gateway.close());
  const replies: Reply[] = [];
  for (let count = 0; count < 11; count += 1) {
    replies.push(await gateway.request('/api/notes', { headers }));
    clock.advance(90);
  }
  assert.deepEqual(
    replies.map(one => one.status),
    [...Array<number>(10).fill(200), 429],
  );
  const [first, last] = [replies[0], replies.at(-1)];
  assert.ok(first && last);
  assert.equal(
    first.headers.get('ratelimit-policy'),
    '"ip";q=10;w=1, "user";q=600;w=60',
  );
  assert.match(
    first.headers.get('ratelimit') ?? '',
    /^"ip";r=9;t=1, "user";r=599;t=60$/,
  );
  assert.equal(last.headers.get('ratelimit'), '"ip";r=0;t=1');
  assert.equal(last.headers.get('retry-after'), '1');
  assert.equal(last.headers.get('content-type'), 'application/problem+json');
  assert.match(last.headers.get('strict-transport-security') ?? '', /preload/);
  // By now 990 ms have passed since the first; the eleventh did not count.
  assert.deepEqual(await statuses(gateway, 1, headers), [429]);
  clock.advance(10);
  assert.deepEqual(await statuses(gateway, 2, headers), [200, 429]);
});

test('the quota is that of a user, wherever they come from, and nobody else pays for it (F-13)', async t => {
  const gateway = await gatewayWith({
    QUOTA_PER_MINUTE: '5',
    TRUST_PROXY_HOPS: '1',
  });
  t.after(() => gateway.close());
  const [one, other] = [
    await bearer({ subject: 'a' }),
    await bearer({ subject: 'b' }),
  ];
  const from = (last: number) => ({ 'x-forwarded-for': `203.0.113.${last}` });
  const replies: number[] = [];
  for (let count = 1; count <= 6; count += 1)
    replies.push(...(await statuses(gateway, 1, { ...one, ...from(count) })));
  assert.deepEqual(replies, [200, 200, 200, 200, 200, 429]);
  assert.deepEqual(
    await statuses(gateway, 5, other),
    [200, 200, 200, 200, 200],
  );
});

test('the questions to the store of the limits are counted like those to a cache', async t => {
  const gateway = await gatewayWith({});
  t.after(() => gateway.close());
  const headers = await bearer();
  await statuses(gateway, 1, headers);
  await statuses(gateway, 1, headers);
  const { text } = await gateway.request('/metrics');
  // An address and a user: new with the first request, known with the second.
  for (const line of ['hit"} 2', 'miss"} 2', 'error"} 0'])
    assert.ok(text.includes(`cache_requests_total{result="${line}`), text);
});

test('addresses of one IPv6 network share a limit, and a forged X-Forwarded-For makes no new one', async t => {
  const gateway = await gatewayWith({
    RATE_LIMIT_PER_SECOND: '3',
    TRUST_PROXY_HOPS: '1',
  });
  t.after(() => gateway.close());
  const token = await bearer();
  const ask = (address: string) =>
    statuses(gateway, 1, { ...token, 'x-forwarded-for': address });
  assert.deepEqual(
    (
      await Promise.all(
        [
          '2001:db8::1',
          '2001:db8::2',
          '2001:db8:0:0:ffff::3',
          '2001:db8::4',
        ].map(ask),
      )
    )
      .flat()
      .sort(),
    [200, 200, 200, 429],
  );
  assert.deepEqual(await ask('2001:db8:0:1::1'), [200]);
  const forged = await Promise.all(
    [1, 2, 3, 4].map(last => ask(`198.51.100.${last}, 203.0.113.9`)),
  );
  assert.deepEqual(forged.flat().sort(), [200, 200, 200, 429]);
});

test('whatever the times of requests, no span lets more through than the limit', async () => {
  const steps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(steps, async gaps => {
      const clock = new TestClock();
      const limiter = new SlidingWindowMemory(
        { points: 10, duration: 1, keyPrefix: 'x' },
        clock,
      );
      const passed: number[] = [];
      for (const gap of gaps) {
        clock.advance(gap);
        const now = clock.now().getTime();
        const within = passed.filter(time => time > now - 1_000).length;
        const isThrough = await allows(limiter);
        // Exact in both directions: what fits is never refused.
        assert.equal(isThrough, within < 10);
        if (isThrough) passed.push(now);
      }
    }),
  );
});

test('addresses that have gone are forgotten, and asking does not count', async () => {
  const clock = new TestClock();
  const limiter = new SlidingWindowMemory(
    { points: 2, duration: 1, keyPrefix: 'x' },
    clock,
  );
  for (let number = 0; number < 1_500; number += 1)
    await limiter.consume(`address-${number}`);
  clock.advance(5_000);
  assert.equal(await limiter.get('address-1'), null);
  for (let number = 0; number < 600; number += 1)
    await limiter.consume(`other-${number}`);
  assert.equal(await limiter.delete('address-2'), false);
  assert.equal((await limiter.get('other-1'))?.remainingPoints, 1);
  assert.equal((await limiter.get('other-1'))?.remainingPoints, 1);
  assert.equal(await limiter.delete('other-1'), true);
});

async function allows(limiter: RateLimiterAbstract): Promise<boolean> {
  try {
    await limiter.consume('key');
    return true;
  } catch (error) {
    assert.ok(error instanceof RateLimiterRes);
    return false;
  }
}
