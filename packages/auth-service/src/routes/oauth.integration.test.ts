import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { totpCode } from '../domain/totp.ts';
import { OAuthBrowser, wordsIn } from '../testing/OAuthBrowser.ts';
import { cookieFrom, PASSWORD, signedIn } from '../testing/startAuth.ts';

const browser = await OAuthBrowser.start({ after });
const { auth } = browser;

test('somebody new with a verified address gets an account, and the same one the next time', async () => {
  const account = {
    subject: 's-1',
    email: 'grace@company.example',
    emailVerified: true,
    name: 'Grace Hopper',
  };
  const first = await browser.signInAs(account);
  assert.deepEqual(wordsIn(first), { a: 'b', signIn: 'done' });
  const one = await browser.sessionOf(first, account.email);
  const me = await auth.request('/me', { as: one.as });
  assert.deepEqual(
    (({ email, emailVerified, hasPassword, name, roles }) => ({
      email,
      emailVerified,
      hasPassword,
      name,
      roles,
    }))(me.body as Record<string, unknown>),
    {
      email: account.email,
      emailVerified: true,
      hasPassword: false,
      name: 'Grace Hopper',
      roles: ['user'],
    },
  );
  const two = await browser.sessionOf(
    await browser.signInAs(account),
    account.email,
  );
  assert.equal(two.id, one.id);
  const logins = (await auth.events('user.login')).filter(
    event => event.subject === one.id,
  );
  assert.deepEqual(
    logins.map(event => event.data.method),
    ['oauth', 'oauth'],
  );
  const password = await auth.login(account.email);
  assert.equal(password.status, 401, 'there is no password');
});

for (const { account, reason } of [
  {
    reason: 'email-not-verified',
    account: {
      subject: 's-2',
      email: 'x@company.example',
      emailVerified: false,
    },
  },
  { reason: 'email-not-verified', account: { subject: 's-3' } },
]) {
  test(`no account is made for ${JSON.stringify(account)}`, async () => {
    const reply = await browser.signInAs(account);
    assert.deepEqual(wordsIn(reply), { a: 'b', signIn: 'failed', reason });
    assert.equal(cookieFrom(reply, 'notes_refresh'), '');
  });
}

test('a verified address does not open the account that has it; its owner links it, explicitly', async () => {
  const who = await auth.person('owner@company.example');
  const account = { subject: 's-4', email: who.email, emailVerified: true };
  assert.equal(
    wordsIn(await browser.signInAs(account)).reason,
    'account-exists',
  );
  const { rows } = await auth.db.query(
    'SELECT FROM identities WHERE user_id = $1',
    [who.id],
  );
  assert.equal(rows.length, 0);

  const unverified = await browser.signInAs(
    { ...account, emailVerified: false },
    browser.beginLink(who),
  );
  assert.equal(wordsIn(unverified).reason, 'email-not-verified');
  assert.deepEqual(
    wordsIn(await browser.signInAs(account, browser.beginLink(who))),
    {
      link: 'done',
    },
  );
  assert.deepEqual(
    wordsIn(await browser.signInAs(account, browser.beginLink(who))),
    { link: 'done' },
    'again',
  );
  const now = await browser.sessionOf(
    await browser.signInAs(account),
    who.email,
  );
  assert.equal(now.id, who.id);

  const list = await auth.request('/me/identities', { as: who.as });
  const items = (list.body as { items: { provider: string; email: string }[] })
    .items;
  assert.deepEqual(
    items.map(one => [one.provider, one.email]),
    [['company', who.email]],
  );
  const unlink = () =>
    auth.request('/me/identities/company', { method: 'DELETE', as: who.as });
  assert.equal((await unlink()).status, 204);
  assert.equal((await unlink()).status, 404);
  assert.equal(
    wordsIn(await browser.signInAs(account)).reason,
    'account-exists',
  );
});

test('an account at a provider belongs to one person, and an ended session links nothing', async () => {
  const account = {
    subject: 's-5',
    email: 'shared@company.example',
    emailVerified: true,
  };
  const first = await auth.person('first-owner@company.example');
  const second = await auth.person('second-owner@company.example');
  assert.deepEqual(
    wordsIn(await browser.signInAs(account, browser.beginLink(first))),
    {
      link: 'done',
    },
  );
  assert.equal(
    wordsIn(await browser.signInAs(account, browser.beginLink(second))).reason,
    'linked-elsewhere',
  );
  const begun = await browser.beginLink(second);
  await auth.request(`/sessions/${second.sessionId}`, {
    method: 'DELETE',
    as: second.as,
  });
  const late = await browser.signInAs(
    { ...account, subject: 's-6' },
    Promise.resolve(begun),
  );
  assert.equal(wordsIn(late).reason, 'session-over');
});

test('the only way to sign in cannot be unlinked until there is a password', async () => {
  const account = {
    subject: 's-7',
    email: 'only@company.example',
    emailVerified: true,
  };
  const who = await browser.sessionOf(
    await browser.signInAs(account),
    account.email,
  );
  const unlink = () =>
    auth.request('/me/identities/company', { method: 'DELETE', as: who.as });
  assert.equal((await unlink()).status, 409);
  const json = { newPassword: PASSWORD };
  assert.equal(
    (await auth.request('/me/password', { method: 'PUT', as: who.as, json }))
      .status,
    204,
  );
  assert.equal((await unlink()).status, 204);
  assert.equal((await auth.login(account.email)).status, 200);
});

test('who has a second factor is asked for it, with the challenge in a cookie and never in the address', async () => {
  const account = {
    subject: 's-8',
    email: 'careful@company.example',
    emailVerified: true,
  };
  const who = await browser.sessionOf(
    await browser.signInAs(account),
    account.email,
  );
  const enrolment = await auth.request('/2fa/enroll', {
    method: 'POST',
    as: who.as,
    json: {},
  });
  const { secret } = enrolment.body as { secret: string };
  const code = totpCode(secret, auth.clock.now());
  assert.equal(
    (
      await auth.request('/2fa/verify', {
        method: 'POST',
        as: who.as,
        json: { code },
      })
    ).status,
    200,
  );

  const reply = await browser.signInAs(account);
  assert.deepEqual(wordsIn(reply), { a: 'b', signIn: 'two-factor' });
  assert.equal(cookieFrom(reply, 'notes_refresh'), '');
  const challenge = cookieFrom(reply, 'notes_challenge');
  assert.ok(!(reply.headers.get('location') ?? '').includes(challenge));
  auth.clock.advance(30_000);
  const done = await auth.request('/login/two-factor', {
    ...{ method: 'POST', headers: { cookie: `notes_challenge=${challenge}` } },
    json: { code: totpCode(secret, auth.clock.now()) },
  });
  assert.equal(signedIn(account.email, done).id, who.id);
  assert.equal((await auth.events('user.login')).at(-1)?.data.method, 'oauth');
});

test('a disabled person cannot come in through a provider', async () => {
  const account = {
    subject: 's-9',
    email: 'gone@company.example',
    emailVerified: true,
  };
  const who = await browser.sessionOf(
    await browser.signInAs(account),
    account.email,
  );
  await auth.db.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [
    who.id,
  ]);
  assert.equal(
    wordsIn(await browser.signInAs(account)).reason,
    'account-not-active',
  );
});
