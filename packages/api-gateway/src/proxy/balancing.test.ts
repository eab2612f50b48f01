import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { waitFor } from '@notes/service-kit/testing';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import {
  bearer,
  clockAhead,
  startGateway,
  to,
} from '../testing/gatewayFixture.ts';
import { answeredBy, tally } from '../testing/tally.ts';

const NOWHERE = 'http://127.0.0.1:1';
let one: EchoUpstream;
let two: EchoUpstream;
let three: EchoUpstream;

before(async () => {
  [one, two, three] = (await Promise.all(
    ['one', 'two', 'three'].map(name => startEcho(name)),
  )) as [EchoUpstream, EchoUpstream, EchoUpstream];
});
after(() => Promise.all([one, two, three].map(upstream => upstream.close())));
beforeEach(() => {
  for (const upstream of [one, two, three]) {
    upstream.answer(undefined);
    upstream.seen.length = 0;
  }
});

test('round robin and weights share real requests exactly', async t => {
  const even = await startGateway({ notes: to(one.url, two.url, three.url) });
  t.after(() => even.close());
  assert.deepEqual(await tally(even, 12, await bearer()), {
    one: 4,
    two: 4,
    three: 4,
  });
  const weighted = await startGateway({
    notes: {
      strategy: 'weighted-round-robin',
      upstreams: [
        { url: one.url, weight: 4 },
        { url: two.url, weight: 2 },
      ],
    },
  });
  t.after(() => weighted.close());
  assert.deepEqual(await tally(weighted, 12, await bearer()), {
    one: 8,
    two: 4,
  });
});

test('least connections avoids the upstream that is busy', async t => {
  const gateway = await startGateway({
    notes: { ...to(one.url, two.url), strategy: 'least-connections' },
  });
  t.after(() => gateway.close());
  const waiting: (() => void)[] = [];
  one.answer((_request, response) => {
    waiting.push(() => response.end('{"upstream":"slow"}'));
  });
  const headers = await bearer();
  const slow: Promise<unknown>[] = [];
  while (waiting.length === 0) {
    slow.push(gateway.request('/api/notes', { headers }));
    await waitFor(
      () => waiting.length > 0 || two.seen.length >= slow.length,
      'the request to arrive',
    );
  }
  assert.deepEqual(await tally(gateway, 6, headers), { two: 6 });
  for (const end of waiting) end();
  await Promise.all(slow);
});

test('IP hash keeps an address at its upstream', async t => {
  const gateway = await startGateway(
    { notes: { ...to(one.url, two.url, three.url), strategy: 'ip-hash' } },
    { TRUST_PROXY_HOPS: '1' },
  );
  t.after(() => gateway.close());
  const token = await bearer();
  const seen = new Set<string>();
  for (let last = 1; last <= 12; last += 1) {
    const headers = { ...token, 'x-forwarded-for': `203.0.113.${last}` };
    const counts = await tally(gateway, 3, headers);
    assert.equal(Object.keys(counts).length, 1);
    seen.add(Object.keys(counts)[0] ?? '');
  }
  assert.equal(seen.size, 3);
});

for (const { body, method, status } of [
  { method: 'GET', body: undefined, status: 200 },
  { method: 'DELETE', body: undefined, status: 200 },
  { method: 'PUT', body: 'x'.repeat(60_000), status: 200 },
  { method: 'POST', body: 'x', status: 502 },
  { method: 'PATCH', body: 'x', status: 502 },
]) {
  test(`${method} ${status === 200 ? 'goes to another upstream' : 'does not go to another upstream'} when the first refuses the connection`, async t => {
    const gateway = await startGateway({
      notes: {
        ...to(NOWHERE, one.url),
        health: { failures: 1_000, volume: 1_000 },
      },
    });
    t.after(() => gateway.close());
    const headers = { ...(await bearer()), 'content-type': 'text/plain' };
    const statuses = new Set<number>();
    for (let count = 0; count < 4; count += 1) {
      const reply = await gateway.request('/api/notes/1', {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      statuses.add(reply.status);
      if (reply.status === 200) assert.equal(one.seen.at(-1)?.body, body ?? '');
    }
    assert.equal(statuses.has(status), true);
    assert.equal(statuses.has(502), status === 502);
  });
}

test('what may have been sent is not sent again', async t => {
  const gateway = await startGateway({ notes: to(one.url, two.url) });
  t.after(() => gateway.close());
  let arrived = 0;
  for (const upstream of [one, two]) {
    upstream.answer(request => {
      arrived += 1;
      request.socket.destroy();
    });
  }
  const reply = await gateway.request('/api/notes', {
    headers: await bearer(),
  });
  assert.equal(reply.status, 502);
  assert.equal(arrived, 1);
});

test('an upstream that fails is taken out, tried again and taken back, and metrics tell', async t => {
  const clock = clockAhead();
  const health = { failures: 3, ejectionMs: 300 };
  const gateway = await startGateway(
    { notes: { ...to(one.url, two.url), health } },
    {},
    { clock },
  );
  t.after(() => gateway.close());
  const headers = await bearer();
  two.answer(request => request.socket.destroy());
  const during = await tally(gateway, 20, headers);
  assert.equal(during['502'], 3);
  assert.equal(during.one, 17);
  const state = async (name: string) =>
    (await gateway.request('/metrics')).text.includes(
      `gateway_upstream_state{service="notes",upstream="127.0.0.1:${two.port}",state="${name}"} 1`,
    );
  assert.equal(await state('open'), true);

  two.answer(undefined);
  clock.advance(299);
  assert.deepEqual(await tally(gateway, 4, headers), { one: 4 });
  clock.advance(1);
  await tally(gateway, 2, headers);
  assert.equal(await state('closed'), true);
  assert.deepEqual(await tally(gateway, 10, headers), { one: 5, two: 5 });
  const logged = gateway.logged().map(line => line.msg);
  assert.equal(
    logged.filter(line => line === 'upstream is taken out').length,
    1,
  );
});

test('refusals and overload of a service take nothing out', async t => {
  const gateway = await startGateway({
    notes: { ...to(one.url, two.url), health: { failures: 2, volume: 5 } },
  });
  t.after(() => gateway.close());
  const headers = await bearer();
  for (const status of [400, 500, 503]) {
    two.answer((_request, response) => {
      response.writeHead(status).end();
    });
    await tally(gateway, 12, headers);
  }
  two.answer(undefined);
  assert.deepEqual(await tally(gateway, 10, headers), { one: 5, two: 5 });
});

test('the last upstream is still asked when it is out, or refused with a time to wait, as the route says', async t => {
  const health = { failures: 1, ejectionMs: 60_000 };
  const [open, closed] = await Promise.all(
    [true, false].map(failOpen =>
      startGateway({
        notes: { ...to(one.url), health: { ...health, failOpen } },
      }),
    ),
  );
  t.after(() => Promise.all([open?.close(), closed?.close()]));
  assert.ok(open && closed);
  const headers = await bearer();
  one.answer(request => request.socket.destroy());
  await tally(open, 3, headers);
  await tally(closed, 1, headers);
  one.answer(undefined);
  assert.equal(await answeredBy(open, headers), 'one');
  const reply = await closed.request('/api/notes', { headers });
  assert.equal(reply.status, 503);
  assert.equal(reply.headers.get('retry-after'), '60');
});

test('an upstream gets no more at a time than the route allows', async t => {
  const gateway = await startGateway({
    notes: { ...to(one.url), concurrency: 2 },
  });
  t.after(() => gateway.close());
  const waiting: (() => void)[] = [];
  one.answer((_request, response) => {
    waiting.push(() => response.end());
  });
  const headers = await bearer();
  const held = [1, 2].map(() => gateway.request('/api/notes', { headers }));
  await waitFor(() => waiting.length === 2, 'two requests to arrive');
  const third = await gateway.request('/api/notes', { headers });
  assert.equal(third.status, 503);
  assert.ok(third.headers.get('retry-after'));
  for (const end of waiting) end();
  for (const reply of await Promise.all(held)) assert.equal(reply.status, 200);
});
