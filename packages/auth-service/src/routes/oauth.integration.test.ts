import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import { totpCode } from '../domain/totp.ts';
import { startOidcProvider } from '../testing/startOidcProvider.ts';
import {
  cookieFrom,
  PASSWORD,
  signedIn,
  startAuth,
  type SignedIn,
} from '../testing/startAuth.ts';

const PUBLIC_URL = 'http://notes.test';
const provider = await startOidcProvider(
  `${PUBLIC_URL}/api/auth/oauth/company/callback`,
);
after(() => provider.close());
const auth = await startAuth(
  { after },
  {
    environment: {
      PUBLIC_URL,
      OAUTH_PROVIDERS: JSON.stringify([
        ...[
          {
            id: 'company',
            name: 'Company',
            issuer: provider.issuer,
            clientId: 'notes',
            clientSecret: 'the-secret-of-the-test',
          },
        ],
        ...[
          {
            id: 'silent',
            name: 'Silent',
            issuer: 'http://127.0.0.1:1',
            clientId: 'notes',
          },
        ],
        ...[
          {
            id: 'liar',
            name: 'Liar',
            issuer: provider.issuer,
            clientId: 'notes',
            clientSecret: 'a wrong secret',
          },
        ],
      ]),
    },
  },
);

interface Started {
  readonly authorizationUrl: string;
  readonly cookie: string;
}

async function start(
  path = '/oauth/company/start?returnTo=/notes%3Fa%3Db',
): Promise<Started> {
  const reply = await auth.request(path);
  assert.equal(reply.status, 302, reply.text);
  return startedBy(reply, reply.headers.get('location') ?? '');
}

function startedBy(reply: Reply, authorizationUrl: string): Started {
  return {
    authorizationUrl,
    cookie: `notes_oauth=${cookieFrom(reply, 'notes_oauth')}`,
  };
}

function comeBack(to: URL, cookie: string): Promise<Reply> {
  return auth.request(`${to.pathname.replace('/api/auth', '')}${to.search}`, {
    headers: { cookie },
  });
}

async function signInAs(
  account: typeof provider.account,
  begin = start(),
): Promise<Reply> {
  provider.account = account;
  const { authorizationUrl, cookie } = await begin;
  return comeBack(await provider.visit(authorizationUrl), cookie);
}

function wordsIn(reply: Reply): Record<string, string> {
  assert.equal(reply.status, 302, reply.text);
  const url = new URL(reply.headers.get('location') ?? '');
  assert.equal(url.origin, PUBLIC_URL);
  return Object.fromEntries(url.searchParams);
}

async function sessionOf(reply: Reply, email: string): Promise<SignedIn> {
  const [refresh, csrf] = ['notes_refresh', 'notes_csrf'].map(name =>
    cookieFrom(reply, name),
  );
  const headers = {
    cookie: `notes_refresh=${refresh ?? ''}`,
    'X-CSRF-Token': csrf ?? '',
  };
  return signedIn(
    email,
    await auth.request('/refresh', { method: 'POST', headers }),
  );
}

async function startLink(who: SignedIn): Promise<Started> {
  const reply = await auth.request('/me/identities/company', {
    method: 'POST',
    as: who.as,
  });
  assert.equal(reply.status, 200, reply.text);
  return startedBy(
    reply,
    (reply.body as { authorizationUrl: string }).authorizationUrl,
  );
}

test('the browser is sent to the provider with PKCE, state and nonce, and bound by a cookie', async () => {
  const reply = await auth.request('/oauth/company/start');
  const url = new URL(reply.headers.get('location') ?? '');
  assert.equal(url.origin, provider.issuer);
  const query = Object.fromEntries(url.searchParams);
  assert.equal(query.code_challenge_method, 'S256');
  assert.equal(query.response_type, 'code');
  for (const name of ['code_challenge', 'state', 'nonce'])
    assert.ok((query[name]?.length ?? 0) >= 43, name);
  assert.ok(!url.href.includes('secret'));
  assert.match(
    reply.headers.getSetCookie()[0] ?? '',
    /^notes_oauth=[\w-]{43}; Max-Age=600; Path=\/api\/auth\/oauth; HttpOnly; Secure; SameSite=Lax$/,
  );
});

test('somebody new with a verified address gets an account, and the same one the next time', async () => {
  const account = {
    subject: 's-1',
    email: 'grace@company.example',
    emailVerified: true,
    name: 'Grace Hopper',
  };
  const first = await signInAs(account);
  assert.deepEqual(wordsIn(first), { a: 'b', signIn: 'done' });
  const one = await sessionOf(first, account.email);
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
  const two = await sessionOf(await signInAs(account), account.email);
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
    const reply = await signInAs(account);
    assert.deepEqual(wordsIn(reply), { a: 'b', signIn: 'failed', reason });
    assert.equal(cookieFrom(reply, 'notes_refresh'), '');
  });
}

test('a verified address does not open the account that has it; its owner links it, explicitly', async () => {
  const who = await auth.person('owner@company.example');
  const account = { subject: 's-4', email: who.email, emailVerified: true };
  assert.equal(wordsIn(await signInAs(account)).reason, 'account-exists');
  const { rows } = await auth.db.query(
    'SELECT FROM identities WHERE user_id = $1',
    [who.id],
  );
  assert.equal(rows.length, 0);

  const unverified = await signInAs(
    { ...account, emailVerified: false },
    startLink(who),
  );
  assert.equal(wordsIn(unverified).reason, 'email-not-verified');
  assert.deepEqual(wordsIn(await signInAs(account, startLink(who))), {
    link: 'done',
  });
  assert.deepEqual(
    wordsIn(await signInAs(account, startLink(who))),
    { link: 'done' },
    'again',
  );
  const now = await sessionOf(await signInAs(account), who.email);
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
  assert.equal(wordsIn(await signInAs(account)).reason, 'account-exists');
});

test('an account at a provider belongs to one person, and an ended session links nothing', async () => {
  const account = {
    subject: 's-5',
    email: 'shared@company.example',
    emailVerified: true,
  };
  const first = await auth.person('first-owner@company.example');
  const second = await auth.person('second-owner@company.example');
  assert.deepEqual(wordsIn(await signInAs(account, startLink(first))), {
    link: 'done',
  });
  assert.equal(
    wordsIn(await signInAs(account, startLink(second))).reason,
    'linked-elsewhere',
  );
  const begun = await startLink(second);
  await auth.request(`/sessions/${second.sessionId}`, {
    method: 'DELETE',
    as: second.as,
  });
  const late = await signInAs(
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
  const who = await sessionOf(await signInAs(account), account.email);
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
  const who = await sessionOf(await signInAs(account), account.email);
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

  const reply = await signInAs(account);
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
  const who = await sessionOf(await signInAs(account), account.email);
  await auth.db.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [
    who.id,
  ]);
  assert.equal(wordsIn(await signInAs(account)).reason, 'account-not-active');
});

test('a callback counts only once, in the browser that started, for its provider, within ten minutes', async () => {
  provider.account = {
    subject: 's-10',
    email: 'browser@company.example',
    emailVerified: true,
  };
  const statusOf = async (
    change: (to: URL, cookie: string) => Promise<Reply>,
  ) => {
    const { authorizationUrl, cookie } = await start();
    return (await change(await provider.visit(authorizationUrl), cookie))
      .status;
  };
  const other = (await start()).cookie;
  assert.equal(await statusOf(to => comeBack(to, '')), 400, 'no cookie');
  assert.equal(
    await statusOf(to => comeBack(to, other)),
    400,
    'the cookie of another browser',
  );
  assert.equal(
    await statusOf((to, cookie) => {
      to.pathname = to.pathname.replace('company', 'liar');
      return comeBack(to, cookie);
    }),
    400,
    'another provider',
  );
  assert.equal(
    await statusOf((to, cookie) => {
      to.searchParams.set('state', 'made-up');
      return comeBack(to, cookie);
    }),
    400,
    'a made-up state',
  );
  assert.equal(
    await statusOf((to, cookie) => {
      auth.clock.advance(10 * 60_000);
      return comeBack(to, cookie);
    }),
    400,
    'too late',
  );
  const { authorizationUrl, cookie } = await start();
  const to = await provider.visit(authorizationUrl);
  assert.equal((await comeBack(to, cookie)).status, 302);
  assert.equal((await comeBack(to, cookie)).status, 400, 'a second time');
});

test('a code of another sign-in, a made-up code and a refusal open nothing', async () => {
  provider.account = {
    subject: 's-11',
    email: 'codes@company.example',
    emailVerified: true,
  };
  const theirs = await start();
  const stolen =
    (await provider.visit(theirs.authorizationUrl)).searchParams.get('code') ??
    '';
  for (const [change, reason] of [
    [{ code: stolen }, 'provider-failed'],
    [{ code: 'made-up' }, 'provider-failed'],
    [{ iss: 'https://evil.example' }, 'provider-failed'],
    [{ error: 'access_denied' }, 'denied'],
  ] as const) {
    const begun = await start();
    const to = await provider.visit(begun.authorizationUrl);
    for (const [name, value] of Object.entries(change))
      to.searchParams.set(name, value);
    const reply = await comeBack(to, begun.cookie);
    assert.deepEqual(wordsIn(reply), { a: 'b', signIn: 'failed', reason });
    assert.equal(cookieFrom(reply, 'notes_refresh'), '');
  }
});

test('a provider that does not answer, or refuses the client, breaks nothing else', async () => {
  const silent = await auth.request('/oauth/silent/start');
  assert.equal(silent.status, 502, silent.text);
  assert.match(silent.text, /provider-unavailable/);
  const unknown = await auth.request('/oauth/nowhere/start');
  assert.equal(unknown.status, 404);
  const list = await auth.request('/oauth/providers');
  assert.deepEqual(
    (list.body as { items: { id: string }[] }).items.map(one => one.id),
    ['company', 'silent', 'liar'],
  );
  assert.equal((await auth.request('/oauth/company/start')).status, 302);
});

for (const returnTo of [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/a\\..\\b',
  '/a\nb',
  'notes',
  '',
]) {
  test(`the browser is not sent on to ${JSON.stringify(returnTo)}`, async () => {
    const reply = await auth.request(
      `/oauth/company/start?returnTo=${encodeURIComponent(returnTo)}`,
    );
    assert.equal(reply.status, 400, reply.text);
    assert.match(reply.text, /returnTo/);
  });
}
