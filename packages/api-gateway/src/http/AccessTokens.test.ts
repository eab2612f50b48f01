import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { KeyRing } from '@notes/service-kit';
import { testKeys, type TestService } from '@notes/service-kit/testing';
import { decodeJwt } from 'jose';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import {
  accessToken,
  clockAhead,
  JWT_KEYS,
  startGateway,
  to,
} from '../testing/gatewayFixture.ts';

let echo: EchoUpstream;
let gateway: TestService;

before(async () => {
  echo = await startEcho();
  gateway = await startGateway({ notes: to(echo.url), auth: to(echo.url) });
});
after(async () => {
  await gateway.close();
  await echo.close();
});
beforeEach(() => {
  echo.seen.length = 0;
});

const PAST = new Date(Date.now() - 3_600_000);
const part = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

async function withHeader(header: object): Promise<string> {
  const [, claims = ''] = (await accessToken()).split('.');
  const { keys } = JSON.parse(JWT_KEYS) as { keys: Record<string, string> };
  const key = Buffer.from(keys.access ?? '', 'base64');
  const text = `${part(header)}.${claims}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const changed = async (): Promise<string> => {
  const [header, claims = '', signature] = (await accessToken()).split('.');
  const read = JSON.parse(
    Buffer.from(claims, 'base64url').toString(),
  ) as object;
  return `${header}.${part({ ...read, scope: 'users:write' })}.${signature}`;
};

const REFUSED: readonly (readonly [
  string,
  () => Promise<string> | string,
  RegExp,
])[] = [
  ['none', () => '', /no access token/],
  ['another scheme', () => 'Basic dTpw', /Expected Authorization: Bearer/],
  ['no token', () => 'Bearer ', /Expected Authorization: Bearer/],
  ['something else', () => 'Bearer abc', /Expected Authorization: Bearer/],
  [
    'two tokens',
    async () => `Bearer ${await accessToken()}, Bearer x`,
    /Expected/,
  ],
  [
    'an expired one',
    async () => `Bearer ${await accessToken({ now: PAST })}`,
    /has expired/,
  ],
  [
    'one of the future',
    async () =>
      `Bearer ${await accessToken({ now: new Date(Date.now() + 3_600_000) })}`,
    /is not valid/,
  ],
  [
    'one for another audience',
    async () => `Bearer ${await accessToken({ audience: 'notes-service' })}`,
    /is not valid/,
  ],
  [
    'one of another issuer',
    async () => `Bearer ${await accessToken({ issuer: 'notes-gateway' })}`,
    /is not valid/,
  ],
  [
    'one of an unknown key',
    async () =>
      `Bearer ${await accessToken({ keys: KeyRing.parse(testKeys('other')) })}`,
    /is not valid/,
  ],
  [
    'one of a forged key',
    async () =>
      `Bearer ${await accessToken({ keys: KeyRing.parse(testKeys('access')) })}`,
    /is not valid/,
  ],
  [
    'one without a subject',
    async () => `Bearer ${await accessToken({ subject: '' })}`,
    /is not valid/,
  ],
  ['changed claims', async () => `Bearer ${await changed()}`, /is not valid/],
  [
    'alg none',
    async () => `Bearer ${await withHeader({ alg: 'none', kid: 'access' })}`,
    /is not valid/,
  ],
  [
    'alg HS512',
    async () => `Bearer ${await withHeader({ alg: 'HS512', kid: 'access' })}`,
    /is not valid/,
  ],
  [
    'no kid',
    async () => `Bearer ${await withHeader({ alg: 'HS256' })}`,
    /is not valid/,
  ],
  [
    'a kid that is a path',
    async () =>
      `Bearer ${await withHeader({ alg: 'HS256', kid: '../../dev/null' })}`,
    /is not valid/,
  ],
];

for (const [what, header, detail] of REFUSED) {
  test(`${what} is a 401 problem that says what to do, and nothing reaches the service`, async () => {
    const authorization = await header();
    const reply = await gateway.request('/api/notes', {
      headers: authorization === '' ? {} : { authorization },
    });
    assert.equal(reply.status, 401);
    assert.match(reply.text, detail);
    assert.match(
      reply.headers.get('www-authenticate') ?? '',
      /^Bearer realm="notes"/,
    );
    assert.equal(echo.seen.length, 0);
  });
}

test('a token made with the right header is taken, so the refusals above are about what they name', async () => {
  const token = await withHeader({ alg: 'HS256', kid: 'access' });
  const reply = await gateway.request('/api/notes', {
    headers: { authorization: `bearer ${token}` },
  });
  assert.equal(reply.status, 200);
});

test('open operations need no token; a good one tells who asks, any other is as good as none', async () => {
  const login = async (headers: Record<string, string>) => {
    const reply = await gateway.request('/api/auth/login', {
      method: 'POST',
      json: {},
      headers,
    });
    assert.equal(reply.status, 200);
    return echo.seen.at(-1)?.headers['x-notes-identity'];
  };
  assert.equal(await login({}), undefined);
  assert.equal(await login({ 'x-notes-identity': 'forged' }), undefined);
  const expired = await accessToken({ now: PAST });
  assert.equal(await login({ authorization: `Bearer ${expired}` }), undefined);
  const good = await accessToken();
  assert.match(
    String(await login({ authorization: `Bearer ${good}` })),
    /^eyJ/,
  );
});

test('an identity is signed once for a token and a service, anew after half a minute, and never for another', async t => {
  const clock = clockAhead();
  const routes = { notes: to(echo.url), search: to(echo.url) };
  const mine = await startGateway(routes, {}, { clock });
  t.after(() => mine.close());
  const tokens = [await accessToken(), await accessToken()] as const;
  const identity = async (token: string, path: string) => {
    const reply = await mine.request(path, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(reply.status, 200);
    return String(echo.seen.at(-1)?.headers['x-notes-identity']);
  };
  const first = await identity(tokens[0], '/api/notes');
  clock.advance(29_000);
  assert.equal(await identity(tokens[0], '/api/notes'), first);
  const search = await identity(tokens[0], '/api/search?q=a');
  const other = await identity(tokens[1], '/api/notes');
  clock.advance(1_000);
  const later = await identity(tokens[0], '/api/notes');
  assert.equal(new Set([first, search, other, later]).size, 4);
  const [before, after] = [first, later].map(one => decodeJwt(one));
  assert.equal(Number(after?.exp) - Number(before?.exp), 30);
  assert.equal(after?.sub, before?.sub);
  assert.equal(decodeJwt(search).aud, 'search-service');
  clock.advance(15 * 60_000);
  const late = await mine.request('/api/notes', {
    headers: { authorization: `Bearer ${tokens[0]}` },
  });
  assert.equal(late.status, 401, 'what is remembered does not outlive it');
});

test('the other method of an open path is not open', async () => {
  for (const [method, path] of [
    ['GET', '/api/auth/login'],
    ['DELETE', '/api/notes/uploads/3b241101-e2bb-4255-8caf-4136c566a962'],
    ['GET', '/api/auth/users'],
  ] as const) {
    const reply = await gateway.request(path, { method });
    assert.equal(reply.status, 401, `${method} ${path}`);
  }
});
