import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { hash, verify } from '@node-rs/argon2';
import type { Reply } from '@notes/service-kit/testing';
import { ADMIN, PASSWORD, startAuth } from '../testing/startAuth.ts';

const hashed = { hash: 0, verify: 0, parameters: '' };
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
        hashed.parameters = stored.split('$').slice(1, 4).join(' ');
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
    const cost = 'argon2id v=19 m=19456,t=2,p=1';
    assert.equal(hashed.parameters, cost, `${reason} is a dear check`);
    answers.set(reason, reply.text.replace(/"requestId":"[^"]*"/, ''));
  }
  assert.equal(
    new Set(answers.values()).size,
    1,
    [...answers.values()].join('\n'),
  );
});

test('registering costs one hash whether the address is free or taken', async () => {
  for (const round of ['free', 'taken']) {
    const before = hashed.hash;
    await auth.register('cost@notes.example');
    assert.equal(hashed.hash - before, 1, round);
  }
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
