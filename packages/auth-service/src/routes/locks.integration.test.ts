import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestService, type Reply } from '@notes/service-kit/testing';
import { authService } from '../service.ts';
import { PASSWORD, startAuth, type Auth } from '../testing/startAuth.ts';

const auth = await startAuth(
  { after },
  { environment: { LOCK_IP_AFTER: '10' } },
);

let lastAddress = 0;
/** Each test comes from an address of its own, so that their failures do not add up. */
function from(ip = `198.51.100.${++lastAddress}`): {
  headers: Record<string, string>;
} {
  return { headers: { 'x-forwarded-for': ip } };
}

async function failTimes(
  times: number,
  email: string,
  init = from(),
): Promise<Reply> {
  let reply: Reply | undefined;
  for (let round = 0; round < times; round += 1) {
    reply = await auth.login(email, { password: 'wrong' }, init);
  }
  assert.ok(reply);
  return reply;
}

test('five failures lock an account, each later one twice as long, and a restart forgets nothing', async () => {
  const who = await auth.person('locked@notes.example');
  await failTimes(4, who.email);
  assert.equal(
    (await auth.login(who.email, {}, from())).status,
    200,
    'four failures are forgiven',
  );
  await failTimes(5, who.email);
  const locked = await auth.login(who.email, {}, from());
  assert.equal(locked.status, 429);
  assert.equal(locked.headers.get('retry-after'), '30');
  assert.match(locked.text, /too-many-attempts/);

  const replica = await restarted(auth);
  try {
    assert.equal(
      (await replica.request('/api/auth/login', body(who.email))).status,
      429,
    );
  } finally {
    await replica.close();
  }
  for (const seconds of [60, 120, 240]) {
    auth.clock.advance((seconds / 2) * 1_000);
    assert.equal(
      (await failTimes(1, who.email)).status,
      401,
      'the lock is over',
    );
    const again = await auth.login(who.email, {}, from());
    assert.deepEqual(
      [again.status, again.headers.get('retry-after')],
      [429, String(seconds)],
    );
  }
  auth.clock.advance(240_000);
  assert.equal((await auth.login(who.email, {}, from())).status, 200);
  await failTimes(4, who.email);
  assert.equal(
    (await auth.login(who.email, {}, from())).status,
    200,
    'a sign-in forgets the failures',
  );

  const locks = (await auth.events('user.locked')).filter(
    one => one.subject === who.id,
  );
  assert.equal(locks.length, 4);
});

function body(email: string) {
  return {
    ...{ method: 'POST', json: { email, password: PASSWORD } },
    headers: { 'x-forwarded-for': '203.0.113.99' },
  };
}

async function restarted({ clock, environment }: Auth) {
  return startTestService(authService, environment, { clock });
}

test('an address that nobody has registered is locked in the same way', async () => {
  const known = await auth.person('exists@notes.example');
  const answers = [];
  for (const email of [known.email, 'exists-not@notes.example']) {
    await failTimes(5, email);
    const reply = await auth.login(email, {}, from());
    answers.push([reply.status, reply.text.replace(/"requestId":"[^"]*"/, '')]);
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(answers[0]?.[0], 429);
});

test('spraying one password over many accounts locks the address, and no other address', async () => {
  const sprayer = from();
  for (let index = 0; index < 10; index += 1) {
    const reply = await auth.login(
      `spray-${index}@notes.example`,
      { password: 'Winter2026' },
      sprayer,
    );
    assert.equal(reply.status, 401);
  }
  const victim = await auth.person('victim@notes.example');
  const blocked = await auth.login(victim.email, {}, sprayer);
  assert.equal(blocked.status, 429);
  assert.ok(Number(blocked.headers.get('retry-after')) >= 30);
  assert.equal((await auth.login(victim.email, {}, from())).status, 200);
});

test('many guesses at the same moment are hardly more than the limit', async () => {
  const who = await auth.person('burst@notes.example');
  const replies = await Promise.all(
    Array.from({ length: 40 }, () =>
      auth.login(who.email, { password: 'wrong' }, from()),
    ),
  );
  const tried = replies.filter(one => one.status === 401).length;
  // The limit is 5; the 4 that are being hashed at that moment cannot be called back.
  assert.ok(tried >= 5 && tried <= 5 + 4, `${tried} guesses were looked at`);
  assert.equal(
    replies.length - tried,
    replies.filter(one => one.status === 429).length,
  );
});
