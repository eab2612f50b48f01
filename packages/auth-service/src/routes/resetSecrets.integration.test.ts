import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ResetMails } from '../testing/ResetMails.ts';
import { PASSWORD } from '../testing/startAuth.ts';
import { TwoFactorPeople } from '../testing/TwoFactorPeople.ts';

const people = await TwoFactorPeople.start({ after });
const { auth } = people;
const mails = new ResetMails(auth);
const NEXT = 'harbour violin saffron tide';

test('a reset leaves the second factor on, and ends sign-ins that wait for it', async () => {
  const { secret, who } = await people.enrolled('two@notes.example');
  const challenge = await people.challengeOf(who.email);
  const done = await mails.reset(await mails.tokenFor(who), NEXT);
  assert.equal(done.status, 204, done.text);
  const finished = await people.post('/login/two-factor', {
    ...{ challenge, code: people.nextCode(secret) },
  });
  assert.equal(finished.status, 401, 'of the password that was forgotten');

  const without = await auth.login(who.email, { password: NEXT });
  assert.equal(without.status, 401);
  assert.match(without.text, /two-factor-required/);
  const code = people.nextCode(secret);
  const whole = await auth.login(who.email, { password: NEXT, code });
  assert.equal(whole.status, 200, whole.text);
});

test('a password that is changed, or a person who is disabled or deleted, ends the link', async () => {
  const who = await auth.person('changed@notes.example');
  const before = await mails.tokenFor(who);
  const changed = await auth.request('/me/password', {
    ...{ method: 'PUT', as: who.as },
    json: { currentPassword: PASSWORD, newPassword: NEXT },
  });
  assert.equal(changed.status, 204, changed.text);
  assert.equal((await mails.reset(before, PASSWORD)).status, 400);

  const admin = await auth.admin();
  const disabled = await mails.tokenFor(who);
  await auth.request(`/users/${who.id}`, {
    ...{ method: 'PATCH', as: admin.as, json: { status: 'disabled' } },
  });
  assert.equal((await mails.reset(disabled, PASSWORD)).status, 400);
  await auth.request(`/users/${who.id}`, { method: 'DELETE', as: admin.as });
  const left = await auth.db.query(
    'SELECT FROM password_resets WHERE user_id = $1',
    [who.id],
  );
  assert.equal(left.rowCount, 0);
});

test('somebody without a password gets their first one through the link', async () => {
  const who = await auth.person('provider@notes.example');
  await auth.db.query('UPDATE users SET password_hash = NULL WHERE id = $1', [
    who.id,
  ]);
  const done = await mails.reset(await mails.tokenFor(who), NEXT);
  assert.equal(done.status, 204, done.text);
  assert.equal((await auth.login(who.email, { password: NEXT })).status, 200);
});

test('the token is in no log line, no row and no event but the request for the mail', async () => {
  const who = await auth.person('secret@notes.example');
  const token = await mails.tokenFor(who);
  const weak = await mails.reset(token, 'short');
  assert.equal(weak.status, 400);
  assert.equal(await rowsWith(token), 0, 'before it is used');
  assert.equal((await mails.reset(token, NEXT)).status, 204);
  assert.equal((await mails.reset(token, NEXT)).status, 400);
  assert.equal(await rowsWith(token), 0, 'after it is used');
  assert.equal(await rowsWith(NEXT), 0, 'nor the password');

  const logged = JSON.stringify(auth.service.logged());
  assert.ok(logged.includes('password'), 'the requests are logged');
  for (const secret of [token, NEXT]) {
    assert.ok(!logged.includes(secret), 'no log line has it');
  }
  const { rows } = await auth.db.query<{ topic: string; type: string }>(
    `SELECT topic, event->>'type' AS type FROM kept_events WHERE strpos(event::text, $1) > 0`,
    [token],
  );
  assert.deepEqual(rows, [{ topic: 'email-queue', type: 'email.requested' }]);
});

/** In every table of the service but the outbox, which hands the mail on, and the copy that tests keep of it. */
async function rowsWith(secret: string): Promise<number> {
  const tables = await auth.db.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename NOT IN ('outbox', 'kept_events')`,
  );
  assert.ok(tables.rows.length > 10, 'the tables are found');
  let count = 0;
  for (const { name } of tables.rows) {
    const { rowCount } = await auth.db.query(
      `SELECT FROM ${name} AS one WHERE strpos(one::text, $1) > 0`,
      [secret],
    );
    count += rowCount ?? 0;
  }
  return count;
}
