import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sweep } from '../data/sweep.ts';
import { asSeen, ResetMails } from '../testing/ResetMails.ts';
import { browserHeaders, PASSWORD, startAuth } from '../testing/startAuth.ts';

const auth = await startAuth({ after });
const mails = new ResetMails(auth);
const NEXT = 'harbour violin saffron tide';
const UNKNOWN = 'A'.repeat(43);

test('the token of the mail sets another password, ends every session and a lock-out', async () => {
  const who = await auth.person('reset@notes.example');
  const other = await auth.person(who.email);
  for (let round = 0; round < 5; round += 1) {
    await auth.login(who.email, { password: 'wrong' });
  }
  assert.equal((await auth.login(who.email)).status, 429);
  const done = await mails.reset(await mails.tokenFor(who), NEXT);
  assert.deepEqual([done.status, done.text], [204, '']);
  assert.equal(done.headers.getSetCookie().length, 0, 'nobody is signed in');

  for (const session of [who, other]) {
    const headers = browserHeaders(session);
    const refreshed = await auth.request('/refresh', {
      method: 'POST',
      headers,
    });
    assert.equal(refreshed.status, 401, refreshed.text);
    assert.equal((await auth.request('/me', { as: session.as })).status, 401);
  }
  assert.equal((await auth.login(who.email)).status, 401, 'the old password');
  assert.equal((await auth.login(who.email, { password: NEXT })).status, 200);

  const mine = (await auth.events()).filter(one => one.subject === who.id);
  const changed = mine.filter(one => one.type === 'user.password-changed');
  assert.deepEqual(
    changed.map(one => one.data),
    [{ userId: who.id }],
  );
  const ended = mine.filter(one => one.type === 'session.revoked');
  assert.deepEqual(
    ended.map(one => [one.data.sessionId, one.data.reason]).sort(),
    [who, other].map(one => [one.sessionId, 'password-reset']).sort(),
  );
});

test('a token that is used, over, replaced or unknown gets one answer, and changes nothing', async () => {
  const who = await auth.person('over@notes.example');
  const replaced = await mails.tokenFor(who);
  const used = await mails.tokenFor(who);
  assert.equal((await mails.reset(used, NEXT)).status, 204);
  const late = await mails.tokenFor(who);
  auth.clock.advance(30 * 60_000);
  const expected = await mails.reset(UNKNOWN, PASSWORD);
  assert.equal(expected.status, 400);
  const problem = expected.body as { type: string; errors: object[] };
  assert.equal(problem.type, 'urn:notes:problem:reset-link-over');
  assert.partialDeepStrictEqual(problem.errors, [
    { in: 'body', field: '/token' },
  ]);
  for (const token of [replaced, used, late]) {
    const reply = await mails.reset(token, PASSWORD);
    assert.deepEqual(asSeen(reply), asSeen(expected));
  }
  assert.equal((await auth.login(who.email, { password: NEXT })).status, 200);
});

test('a token counts until the last moment, and is swept away after it', async () => {
  const who = await auth.person('moment@notes.example');
  const token = await mails.tokenFor(who);
  auth.clock.advance(30 * 60_000 - 1);
  assert.equal((await mails.reset(token, NEXT)).status, 204);
  await mails.tokenFor(who);
  auth.clock.advance(30 * 60_000 + 1);
  await sweep(auth.db, auth.clock.now());
  const left = await auth.db.query('SELECT FROM password_resets');
  assert.equal(left.rowCount, 0);
});

test('of several uses of one token at the same time exactly one counts', async () => {
  const who = await auth.person('race-reset@notes.example');
  const token = await mails.tokenFor(who);
  const passwords = [1, 2, 3, 4, 5].map(index => `${NEXT} ${index} times`);
  const replies = await Promise.all(
    passwords.map(password => mails.reset(token, password)),
  );
  const statuses = replies.map(one => one.status);
  assert.deepEqual(statuses.toSorted(), [204, 400, 400, 400, 400]);
  const password = passwords[statuses.indexOf(204)];
  assert.equal((await auth.login(who.email, { password })).status, 200);
});

test('a weak password is refused as at registration, and the token still counts', async () => {
  const who = await auth.person('weak@notes.example');
  const token = await mails.tokenFor(who);
  for (const password of ['short', 'ada lovelace ada lovelace']) {
    const reply = await mails.reset(token, password);
    assert.equal(reply.status, 400);
    assert.match(reply.text, /weak-password.*"field":"\/password"/);
    assert.ok(!reply.text.includes(token));
  }
  assert.equal((await mails.reset(token, NEXT)).status, 204);
});

test('trying tokens locks the address that tries, and no other', async () => {
  const ip = '203.0.113.8';
  for (let round = 0; round < 20; round += 1) {
    assert.equal((await mails.reset(UNKNOWN, NEXT, ip)).status, 400);
  }
  const refused = await mails.reset(UNKNOWN, NEXT, ip);
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '30');
  const who = await auth.person('neighbour@notes.example');
  const done = await mails.reset(await mails.tokenFor(who), NEXT);
  assert.equal(done.status, 204);
});
