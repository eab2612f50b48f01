import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';
import { answeredBy, tally } from '../testing/tally.ts';

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

test('a user stays on one side of a canary, and a tester chooses', async t => {
  const gateway = await startGateway({
    notes: {
      ...to(one.url),
      canary: { percent: 30, upstreams: [{ url: two.url }] },
    },
  });
  t.after(() => gateway.close());
  const sides: Record<string, number> = {};
  for (let user = 0; user < 40; user += 1) {
    const headers = await bearer({ subject: `user-${user}` });
    const counts = await tally(gateway, 2, headers);
    assert.equal(Object.keys(counts).length, 1, `user-${user}`);
    const [side = ''] = Object.keys(counts);
    sides[side] = (sides[side] ?? 0) + 1;
  }
  assert.ok(
    (sides.two ?? 0) >= 5 && (sides.two ?? 0) <= 20,
    JSON.stringify(sides),
  );

  const tester = await bearer({ subject: 't', permissions: ['config:write'] });
  for (const [wish, name] of [
    ['canary', 'two'],
    ['stable', 'one'],
  ] as const) {
    assert.equal(
      await answeredBy(gateway, { ...tester, 'x-notes-canary': wish }),
      name,
    );
  }
  assert.equal(one.seen.at(-1)?.headers['x-notes-canary'], undefined);
  const { text } = await gateway.request('/metrics');
  assert.match(
    text,
    /gateway_canary_requests_total\{service="notes",side="canary"\} \d+/,
  );
});

test('without the permission nobody chooses a side, and a canary that is down fails nobody', async t => {
  const gateway = await startGateway({
    notes: {
      ...to(one.url),
      health: { failures: 1, ejectionMs: 600_000 },
      canary: { percent: 0, upstreams: [{ url: two.url }] },
    },
  });
  t.after(() => gateway.close());
  const wish = { 'x-notes-canary': 'canary' };
  assert.equal(
    await answeredBy(gateway, { ...(await bearer()), ...wish }),
    'one',
  );

  const tester = await bearer({ permissions: ['config:write'] });
  two.answer(request => request.socket.destroy());
  assert.equal(await answeredBy(gateway, { ...tester, ...wish }), '502');
  assert.equal(await answeredBy(gateway, { ...tester, ...wish }), 'one');
});
