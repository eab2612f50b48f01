import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { hash, verify } from '@node-rs/argon2';
import type { Reply } from '@notes/service-kit/testing';
import { ADMIN, PASSWORD, startAuth, type Auth } from '../testing/startAuth.ts';

const hashed = { hash: 0, verify: 0 };
const auth = await startAuth(
  { after },
  {
    environment: { LOCK_IP_AFTER: '10' },
    algorithm: {
      hash: (password, options) => {
        hashed.hash += 1;
        return hash(password, options);
      },
      verify: (stored, password) => {
        hashed.verify += 1;
        return verify(stored, password);
      },
    },
  },
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

test('every failure gets the same answer after the same work, whatever the reason', async () => {
  await auth.person('known@notes.example');
  const off = await auth.person('off@notes.example');
  await auth.db.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [
    off.id,
  ]);
  const bare = await auth.person('bare@notes.example');
  await auth.db.query('UPDATE users SET password_hash = NULL WHERE id = $1', [
    bare.id,
  ]);

  const answers = new Map<string, string>();
  for (const [reason, email, password] of [
    ['a wrong password', 'known@notes.example', 'wrong'],
    ['an unknown address', 'unknown@notes.example', PASSWORD],
    ['a disabled person', 'off@notes.example', PASSWORD],
    ['a person without a password', 'bare@notes.example', PASSWORD],
    [
      'the password that the dummy hash was made of',
      'unknown@notes.example',
      'nobody',
    ],
  ] as const) {
    const before = { ...hashed };
    const reply = await auth.login(email, { password }, from());
    assert.equal(reply.status, 401, reason);
    assert.equal(hashed.verify - before.verify, 1, `${reason} costs one check`);
    assert.equal(hashed.hash - before.hash, 0, `${reason} costs no hash`);
    answers.set(reason, reply.text.replace(/"requestId":"[^"]*"/, ''));
  }
  assert.equal(
    new Set(answers.values()).size,
    1,
    [...answers.values()].join('\n'),
  );
});

test('the median times of failures for a known and an unknown address do not differ by a hash', async () => {
  await auth.person('timed@notes.example');
  const times = {
    'timed@notes.example': [] as number[],
    'nobody@notes.example': [] as number[],
  };
  for (let round = 0; round < 15; round += 1) {
    for (const [email, list] of Object.entries(times)) {
      await auth.db.query('DELETE FROM attempts');
      const started = performance.now();
      await auth.login(email, { password: 'wrong' }, from());
      list.push(performance.now() - started);
    }
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[7] ?? 0;
  const [known, unknown] = Object.values(times).map(median);
  assert.ok(known && unknown);
  const ratio = known / unknown;
  assert.ok(ratio > 0.5 && ratio < 2, `medians ${known} ms and ${unknown} ms`);
});

test('registering costs one hash whether the address is free or taken', async () => {
  for (const round of ['free', 'taken']) {
    const before = hashed.hash;
    await auth.register('cost@notes.example');
    assert.equal(hashed.hash - before, 1, round);
  }
});

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
  const { startTestService } = await import('@notes/service-kit/testing');
  const { authService } = await import('../service.ts');
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

test('failures are told to the audit trail without the address of anyone', async () => {
  const who = await auth.person('audited@notes.example');
  await failTimes(1, who.email);
  await failTimes(1, 'secret-address@notes.example');
  const failures = (await auth.events('user.login-failed')).slice(-2);
  assert.deepEqual(failures[0]?.data, {
    userId: who.id,
    reason: 'wrong-credentials',
  });
  assert.deepEqual(failures[1]?.data, { reason: 'wrong-credentials' });
  assert.ok(!JSON.stringify(failures).includes('notes.example'));
});

test('a password is hashed again at sign-in when the parameters have changed', async () => {
  const who = await auth.person('old@notes.example');
  const old = await hash(PASSWORD, {
    memoryCost: 12_288,
    timeCost: 3,
    parallelism: 1,
  });
  await auth.db.query('UPDATE users SET password_hash = $2 WHERE id = $1', [
    who.id,
    old,
  ]);
  assert.equal((await auth.login(who.email, {}, from())).status, 200);
  const { rows } = await auth.db.query<{ password_hash: string }>(
    'SELECT password_hash FROM users WHERE id = $1',
    [who.id],
  );
  assert.match(
    rows[0]?.password_hash ?? '',
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
  );
  assert.equal((await auth.login(who.email, {}, from())).status, 200);
});

test('no secret is logged', () => {
  const lines = JSON.stringify(auth.service.logged());
  assert.ok(lines.length > 1_000);
  for (const secret of [
    PASSWORD,
    ADMIN.password,
    'notes_refresh=',
    'argon2id',
    'eyJhbGciOi',
  ]) {
    assert.ok(!lines.includes(secret), secret);
  }
});
