import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import { OAuthBrowser, wordsIn } from '../testing/OAuthBrowser.ts';
import { cookieFrom } from '../testing/startAuth.ts';

const browser = await OAuthBrowser.start({ after });
const { auth, provider } = browser;

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

test('a callback counts only once, in the browser that started, for its provider, within ten minutes', async () => {
  provider.account = {
    subject: 's-10',
    email: 'browser@company.example',
    emailVerified: true,
  };
  const statusOf = async (
    change: (to: URL, cookie: string) => Promise<Reply>,
  ) => {
    const { authorizationUrl, cookie } = await browser.begin();
    return (await change(await provider.visit(authorizationUrl), cookie))
      .status;
  };
  const other = (await browser.begin()).cookie;
  assert.equal(
    await statusOf(to => browser.comeBack(to, '')),
    400,
    'no cookie',
  );
  assert.equal(
    await statusOf(to => browser.comeBack(to, other)),
    400,
    'the cookie of another browser',
  );
  assert.equal(
    await statusOf((to, cookie) => {
      to.pathname = to.pathname.replace('company', 'liar');
      return browser.comeBack(to, cookie);
    }),
    400,
    'another provider',
  );
  assert.equal(
    await statusOf((to, cookie) => {
      to.searchParams.set('state', 'made-up');
      return browser.comeBack(to, cookie);
    }),
    400,
    'a made-up state',
  );
  assert.equal(
    await statusOf((to, cookie) => {
      auth.clock.advance(10 * 60_000);
      return browser.comeBack(to, cookie);
    }),
    400,
    'too late',
  );
  const { authorizationUrl, cookie } = await browser.begin();
  const to = await provider.visit(authorizationUrl);
  assert.equal((await browser.comeBack(to, cookie)).status, 302);
  assert.equal(
    (await browser.comeBack(to, cookie)).status,
    400,
    'a second time',
  );
});

test('a code of another sign-in, a made-up code and a refusal open nothing', async () => {
  provider.account = {
    subject: 's-11',
    email: 'codes@company.example',
    emailVerified: true,
  };
  const theirs = await browser.begin();
  const stolen =
    (await provider.visit(theirs.authorizationUrl)).searchParams.get('code') ??
    '';
  for (const [change, reason] of [
    [{ code: stolen }, 'provider-failed'],
    [{ code: 'made-up' }, 'provider-failed'],
    [{ iss: 'https://evil.example' }, 'provider-failed'],
    [{ error: 'access_denied' }, 'denied'],
  ] as const) {
    const begun = await browser.begin();
    const to = await provider.visit(begun.authorizationUrl);
    for (const [name, value] of Object.entries(change))
      to.searchParams.set(name, value);
    const reply = await browser.comeBack(to, begun.cookie);
    assert.deepEqual(wordsIn(reply), { a: 'b', signIn: 'failed', reason });
    assert.equal(cookieFrom(reply, 'notes_refresh'), '');
  }
});

test('a provider that does not answer, or refuses the client, breaks nothing else', async () => {
  const silent = await auth.request('/oauth/silent/start');
  assert.equal(silent.status, 502, silent.text);
  assert.match(silent.text, /provider-unavailable/);
  provider.account = {
    ...{ subject: 's-12', email: 'liar@company.example', emailVerified: true },
  };
  const begun = await browser.begin('/oauth/liar/start');
  const to = await provider.visit(begun.authorizationUrl);
  const refused = wordsIn(await browser.comeBack(to, begun.cookie));
  assert.deepEqual(refused, { signIn: 'failed', reason: 'provider-failed' });
  assert.ok(!JSON.stringify(auth.service.logged()).includes('a wrong secret'));
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
