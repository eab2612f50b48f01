import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { digest } from '../domain/secrets.ts';
import { asSeen, ResetMails } from '../testing/ResetMails.ts';
import { startAuth } from '../testing/startAuth.ts';

const auth = await startAuth({ after });
const mails = new ResetMails(auth);

test('whoever forgot their password gets a mail with a link, of which only the digest is stored', async () => {
  const who = await auth.person('forgot@notes.example');
  const token = await mails.tokenFor({ ...who, email: 'FORGOT@notes.example' });
  const hash = digest(token).toString('hex');
  const [mail] = await mails.mailsTo(who.id);
  assert.deepEqual(mail, {
    userId: who.id,
    template: 'password-reset',
    data: {
      name: 'Ada Lovelace',
      resetUrl: `http://localhost:4000/reset-password#token=${token}`,
      minutes: 30,
    },
    key: `password-reset:${who.id}:${hash.slice(0, 16)}`,
  });
  const { rows } = await auth.db.query(
    `SELECT encode(token_hash, 'hex') AS hash, expires_at FROM password_resets WHERE user_id = $1`,
    [who.id],
  );
  const expires = new Date(auth.clock.now().getTime() + 30 * 60_000);
  assert.deepEqual(rows, [{ hash, expires_at: expires }]);
});

test('the answer is the same byte for byte for people who are there, locked out, disabled, deleted or unknown', async () => {
  const [open, locked, disabled, deleted] = await Promise.all(
    ['open', 'locked', 'disabled', 'deleted'].map(name =>
      auth.person(`${name}@notes.example`),
    ),
  );
  assert.ok(open && locked && disabled && deleted);
  for (let round = 0; round < 5; round += 1) {
    await auth.login(locked.email, { password: 'wrong' });
  }
  assert.equal((await auth.login(locked.email)).status, 429);
  const admin = await auth.admin();
  const change = { as: admin.as, json: { status: 'disabled' } };
  await auth.request(`/users/${disabled.id}`, { method: 'PATCH', ...change });
  await auth.request(`/users/${deleted.id}`, {
    method: 'DELETE',
    as: admin.as,
  });

  const expected = asSeen(await mails.forgot(open.email));
  for (const { email } of [
    ...[locked, disabled, deleted],
    { email: 'nobody-at-all@notes.example' },
  ]) {
    assert.deepEqual(asSeen(await mails.forgot(email)), expected, email);
  }
  assert.match(JSON.stringify(expected), /"status":202,.*accepted/);
  const counts = [open, locked, disabled, deleted].map(
    async one => (await mails.mailsTo(one.id)).length,
  );
  assert.deepEqual(await Promise.all(counts), [1, 1, 0, 0]);
  const strangers = await auth.db.query(
    `SELECT FROM kept_events WHERE event->'data'->'data'->>'name' = 'Nobody'`,
  );
  assert.equal(strangers.rowCount, 0, 'nobody is sent a mail in their place');
});

test('asking too often for one account is a 429 that does not tell whether there is one, nor lock anybody out', async () => {
  const who = await auth.person('bombed@notes.example');
  const refusals = [];
  for (const email of [who.email, 'bombed-not@notes.example']) {
    for (let round = 0; round < 5; round += 1) {
      assert.equal((await mails.forgot(email)).status, 202);
    }
    const refused = await mails.forgot(email);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '30');
    refusals.push(asSeen(refused));
  }
  assert.deepEqual(refusals[0], refusals[1]);
  assert.equal((await auth.login(who.email)).status, 200);
  auth.clock.advance(30_000);
  assert.equal((await mails.forgot(who.email)).status, 202);
  const longer = await mails.forgot(who.email);
  assert.equal(longer.headers.get('retry-after'), '60', 'twice as long');
});

test('many requests for one account at the same moment are no more mails than the limit', async () => {
  const who = await auth.person('rush@notes.example');
  const replies = await Promise.all(
    Array.from({ length: 12 }, () => mails.forgot(who.email)),
  );
  const taken = replies.filter(one => one.status === 202).length;
  const refused = replies.filter(one => one.status === 429).length;
  assert.deepEqual([taken, refused], [5, 7]);
  assert.equal((await mails.mailsTo(who.id)).length, 5);
});

test('asking for many accounts from one address is a 429 for this address alone', async () => {
  const ip = '203.0.113.7';
  for (let index = 0; index < 20; index += 1) {
    const reply = await mails.forgot(`many-${index}@notes.example`, ip);
    assert.equal(reply.status, 202, reply.text);
  }
  const refused = await mails.forgot('one-more@notes.example', ip);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.equal((await mails.forgot('one-more@notes.example')).status, 202);
});
