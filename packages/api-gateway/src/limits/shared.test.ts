import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemClock } from '@notes/service-kit';
import {
  startRedis,
  waitFor,
  withoutRedis,
  type TestService,
} from '@notes/service-kit/testing';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';
import { createLimiter } from './createLimiter.ts';
import type { Limiter } from './Limiter.ts';
import { StoreQuestions } from './StoreQuestions.ts';

let notes: EchoUpstream;
before(async () => {
  notes = await startEcho();
});
after(() => notes.close());

async function gatewayWith(
  environment: Readonly<Record<string, string>>,
): Promise<TestService> {
  return startGateway({ notes: to(notes.url) }, environment);
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

const POINTS = 10;

async function allows(limiter: Limiter): Promise<boolean> {
  return (await limiter.consume('key')).consumedPoints <= POINTS;
}

test(
  'replicas share a limit in Redis, which is as exact',
  { skip: withoutRedis() },
  async t => {
    const server = await startRedis();
    assert.ok(server);
    const redis = new Redis(server.url);
    t.after(async () => {
      redis.disconnect();
      await server.stop();
    });
    // Before the connection is there, each would count for itself.
    await redis.ping();
    const limit = {
      ...{ name: 'x', points: POINTS, seconds: 1 },
      ...{ redis, clock: systemClock },
      questions: new StoreQuestions(new Registry()),
    };
    const replicas = [1, 2].map(() =>
      createLimiter({ ...limit, kind: 'sliding' }),
    );
    // What passes is counted at some moment between the two.
    const passed: { asked: number; answered: number }[] = [];
    await waitFor(async () => {
      for (const replica of replicas) {
        const asked = Date.now();
        if (await allows(replica)) passed.push({ asked, answered: Date.now() });
      }
      return passed.length >= 15;
    }, 'the limit to let more through after its span');
    for (const [index, { asked }] of passed.entries()) {
      const eleventh = passed[index + 10];
      if (eleventh === undefined) break;
      const span = eleventh.answered - asked;
      // Redis and this process may round their clocks differently.
      assert.ok(span >= 995, `eleven within ${span} ms`);
    }
  },
);

test(
  'while Redis is away each replica counts for itself, and shares again when it is back',
  { skip: withoutRedis() },
  async t => {
    const server = await startRedis();
    assert.ok(server);
    const environment = { REDIS_URL: server.url, QUOTA_PER_MINUTE: '4' };
    const gateways = [
      await gatewayWith(environment),
      await gatewayWith(environment),
    ];
    const [one, other] = gateways as [TestService, TestService];
    t.after(async () => {
      await Promise.all(gateways.map(gateway => gateway.close()));
    });
    const shared = await bearer({ subject: 'shared' });
    const both = [
      ...(await statuses(one, 2, shared)),
      ...(await statuses(other, 2, shared)),
      ...(await statuses(one, 1, shared)),
      ...(await statuses(other, 1, shared)),
    ];
    assert.deepEqual(both, [200, 200, 200, 200, 429, 429]);

    await server.stop();
    const alone = await bearer({ subject: 'alone' });
    const without = [
      ...(await statuses(one, 5, alone)).sort(),
      ...(await statuses(other, 5, alone)).sort(),
    ];
    assert.deepEqual(
      without,
      [200, 200, 200, 200, 429, 200, 200, 200, 200, 429],
    );
    const ready = await one.request('/ready');
    assert.equal(ready.status, 200);
    const { text } = await other.request('/metrics');
    // Each request asks for its address and for its user.
    assert.match(text, /cache_requests_total\{result="error"\} [1-9]/);

    const again = await startRedis(server.port);
    assert.ok(again);
    t.after(() => again.stop());
    let round = 0;
    await waitFor(async () => {
      round += 1;
      const user = await bearer({ subject: `back-${round}` });
      const first = await statuses(one, 4, user);
      const second = await statuses(other, 1, user);
      return first.every(status => status === 200) && second[0] === 429;
    }, 'the replicas to share again');
  },
);
