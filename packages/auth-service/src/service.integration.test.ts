import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { GROUPS, openEventBus, TOPICS, type CloudEvent } from '@notes/events';
import {
  createLogger,
  createMetrics,
  KeyRing,
  Lifecycle,
  Readiness,
} from '@notes/service-kit';
import {
  startTestService,
  TestClock,
  testEnvironment,
  testKeys,
} from '@notes/service-kit/testing';
import { base64url, decodeProtectedHeader, SignJWT } from 'jose';
import { sweep } from './data/sweep.ts';
import { authService } from './service.ts';
import { config } from './settings.ts';
import { ADMIN, signedIn, startAuth } from './testing/startAuth.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'auth-keys-'));
after(() => rm(folder, { recursive: true }));
const file = path.join(folder, 'jwt-keys.json');
const [first, second] = [testKeys('k1'), testKeys('k2')];
await writeFile(file, first);
const auth = await startAuth(
  { after },
  { environment: { JWT_KEYS: '', JWT_KEYS_FILE: file } },
);

async function until(
  condition: () => Promise<boolean>,
  message: string,
): Promise<void> {
  const limit = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > limit) assert.fail(message);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

test('keys are rotated without a restart, and tokens of the old key stay good', async () => {
  const before = await auth.person('rotate@notes.example');
  assert.equal(decodeProtectedHeader(before.accessToken).kid, 'k1');
  const keys = { ...keysOf(first), ...keysOf(second) };
  const rotated = JSON.stringify({ current: 'k2', keys });
  await writeFile(file, rotated);
  let after = before;
  await until(async () => {
    after = signedIn(before.email, await auth.login(before.email));
    return decodeProtectedHeader(after.accessToken).kid === 'k2';
  }, 'no token was signed with the new key within 10 s');
  const ring = KeyRing.parse(rotated);
  const options = {
    audience: 'notes-api',
    issuer: 'notes-auth',
    now: auth.clock.now(),
  };
  assert.equal((await ring.verify(before.accessToken, options)).sub, before.id);
  assert.equal((await ring.verify(after.accessToken, options)).sub, before.id);
  await assert.rejects(
    KeyRing.parse(second).verify(before.accessToken, options),
  );
});

function keysOf(ring: string): Record<string, string> {
  return (JSON.parse(ring) as { keys: Record<string, string> }).keys;
}

describe('an identity', async () => {
  const who = await auth.person('identity@notes.example');
  const ring = KeyRing.parse(testEnvironment().IDENTITY_KEYS ?? '');
  const now = auth.clock.now();
  const claims = {
    sub: who.id,
    sid: who.sessionId,
    roles: ['admin'],
    scope: 'users:read',
    rid: 'r',
  };
  const good = {
    expiresInSeconds: 60,
    audience: 'auth-service',
    issuer: 'notes-gateway',
    now,
  };
  const none = [
    { alg: 'none' },
    {
      ...claims,
      iss: 'notes-gateway',
      aud: 'auth-service',
      iat: seconds(now),
      exp: seconds(now) + 60,
    },
  ]
    .map(part => base64url.encode(JSON.stringify(part)))
    .join('.');
  const valid = await ring.sign(claims, good);
  const [head = '', , tail = ''] = valid.split('.');
  const raised = base64url.encode(
    JSON.stringify({ ...claims, sub: crypto.randomUUID() }),
  );

  for (const [reason, token, status] of [
    ['that is signed for this service is taken', valid, 200],
    ['with the algorithm none is refused', `${none}.`, 401],
    ['with a changed payload is refused', `${head}.${raised}.${tail}`, 401],
    [
      'for another service is refused',
      await ring.sign(claims, { ...good, audience: 'notes-service' }),
      401,
    ],
    [
      'of another issuer is refused',
      await ring.sign(claims, { ...good, issuer: 'notes-auth' }),
      401,
    ],
    [
      'that is over is refused',
      await ring.sign(claims, {
        ...good,
        now: new Date(now.getTime() - 120_000),
      }),
      401,
    ],
    [
      'of an unknown key is refused',
      await KeyRing.parse(testKeys('other')).sign(claims, good),
      401,
    ],
    [
      'of another key with a known name is refused',
      await KeyRing.parse(testKeys('test')).sign(claims, good),
      401,
    ],
    ['with another algorithm is refused', await withAlgorithm('HS512'), 401],
    ['that is an access token is refused', who.accessToken, 401],
    ['that is garbage is refused', 'a.b.c', 401],
  ] as const) {
    test(reason, async () => {
      const reply = await auth.request('/me', {
        headers: { 'X-Notes-Identity': token },
      });
      assert.equal(reply.status, status, reply.text);
    });
  }

  test('is not replaced by an access token in Authorization', async () => {
    const headers = { authorization: `Bearer ${who.accessToken}` };
    assert.equal((await auth.request('/me', { headers })).status, 401);
  });

  function withAlgorithm(alg: string): Promise<string> {
    const { current, keys } = JSON.parse(
      testEnvironment().IDENTITY_KEYS ?? '',
    ) as { current: string; keys: Record<string, string> };
    return new SignJWT(claims)
      .setProtectedHeader({ alg, kid: current })
      .setIssuer('notes-gateway')
      .setAudience('auth-service')
      .setIssuedAt(seconds(now))
      .setExpirationTime(seconds(now) + 60)
      .sign(Buffer.from(keys[current] ?? '', 'base64'));
  }
});

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}

test('events reach the bus in the order of one person', async () => {
  const settings = {
    ...testEnvironment(),
    ...auth.environment,
    JWT_KEYS: first,
    JWT_KEYS_FILE: '',
  };
  const loaded = config.load(settings);
  const logger = createLogger({
    name: 'test',
    config: { ...loaded, LOG_LEVEL: 'silent' },
  });
  const lifecycle = new Lifecycle(logger);
  const bus = await openEventBus({
    ...{ config: loaded, service: 'test', logger, lifecycle },
    metrics: createMetrics('test', '0'),
    readiness: new Readiness(logger),
  });
  try {
    const seen: CloudEvent[] = [];
    await bus.subscribe({
      ...{ topic: TOPICS.userEvents, group: GROUPS.audit },
      handle: delivery => {
        seen.push(JSON.parse(delivery.value) as CloudEvent);
        return Promise.resolve('settled');
      },
    });
    const who = await auth.person('bus@notes.example');
    const mine = () =>
      seen.filter(one => one.subject === who.id).map(one => one.type);
    await until(
      () => Promise.resolve(mine().length === 2),
      `got ${mine().join()} within 10 s`,
    );
    assert.deepEqual(mine(), ['user.registered', 'user.login']);
    assert.equal(seen.at(-1)?.source, '/services/auth-service');
  } finally {
    await lifecycle.close();
  }
});

test('old sessions, challenges, flows and attempts are swept away, live ones stay', async () => {
  const old = await auth.person('swept@notes.example');
  await auth.login('nobody@notes.example', { password: 'wrong' });
  auth.clock.advance(38 * 24 * 60 * 60_000);
  const now = await auth.person('kept@notes.example');
  await auth.login('somebody@notes.example', { password: 'wrong' });
  await sweep(auth.db, auth.clock.now());
  const { rows } = await auth.db.query<{ id: string }>(
    'SELECT id FROM sessions',
  );
  assert.deepEqual(
    [
      rows.some(row => row.id === old.sessionId),
      rows.some(row => row.id === now.sessionId),
    ],
    [false, true],
  );
  const attempts = await auth.db.query('SELECT FROM attempts');
  assert.equal(attempts.rows.length, 2, 'one account and one address');
});

describe('the configuration', () => {
  const good = {
    ...testEnvironment(),
    DATABASE_URL: 'postgresql://auth@localhost/auth',
    BUS_DATABASE_URL: 'postgresql://auth@localhost/bus',
    JWT_KEYS: testKeys(),
    TWO_FACTOR_KEYS: testKeys(),
  };
  const production = {
    ...good,
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://notes.example',
  };
  const admin = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
  const provider = {
    id: 'a',
    name: 'A',
    issuer: 'http://idp.example',
    clientId: 'x',
    clientSecret: 'hidden-1',
  };

  test('is taken when it is right, in production too', () => {
    assert.equal(config.load(good).PASSWORD_MIN_LENGTH, 15);
    assert.equal(
      config.load({ ...production, ...admin }).ADMIN_EMAIL,
      ADMIN.email,
    );
  });

  for (const { change, expected, reason } of [
    { reason: 'no keys', change: { JWT_KEYS: '' }, expected: /JWT_KEYS/ },
    {
      reason: 'short keys',
      change: { JWT_KEYS: '{"current":"a","keys":{"a":"c2hvcnQ="}}' },
      expected: /JWT_KEYS: .*5 bytes/,
    },
    {
      reason: 'keys that encrypt of the wrong form',
      change: { TWO_FACTOR_KEYS: 'secret-2' },
      expected: /TWO_FACTOR_KEYS: expected \{/,
    },
    {
      reason: 'no bus',
      change: { BUS_DATABASE_URL: '' },
      expected: /BUS_DATABASE_URL: required/,
    },
    {
      reason: 'hashes that are too cheap',
      change: { ARGON2_MEMORY_KIB: '8000' },
      expected: /ARGON2_MEMORY_KIB: expected 19456/,
    },
    {
      reason: 'a word for a number',
      change: { LOCK_ACCOUNT_AFTER: 'five' },
      expected: /LOCK_ACCOUNT_AFTER: expected a whole number/,
    },
    {
      reason: 'an administrator without a password',
      change: { ADMIN_EMAIL: ADMIN.email },
      expected: /ADMIN_PASSWORD_FILE/,
    },
    {
      reason: 'a password without an administrator',
      change: { ADMIN_PASSWORD: ADMIN.password },
      expected: /ADMIN_EMAIL: required/,
    },
    {
      reason: 'a weak password for the administrator',
      change: { ...admin, ADMIN_PASSWORD: 'administrator123' },
      expected: /ADMIN_PASSWORD: is easy/,
    },
    {
      reason: 'providers that are no JSON',
      change: { OAUTH_PROVIDERS: 'secret-3' },
      expected: /OAUTH_PROVIDERS: expected \[/,
    },
    {
      ...{
        reason: 'a provider without TLS in production',
        expected: /OAUTH_PROVIDERS: expected an issuer/,
      },
      change: { ...production, OAUTH_PROVIDERS: JSON.stringify([provider]) },
    },
    {
      reason: 'an address without TLS in production',
      change: { ...production, PUBLIC_URL: 'http://notes.example' },
      expected: /PUBLIC_URL: expected https/,
    },
    {
      ...{
        reason: 'the password of development.env in production',
        expected: /ADMIN_PASSWORD: must not be/,
      },
      change: {
        ...production,
        ...admin,
        ADMIN_PASSWORD: 'only for development machines',
      },
    },
  ]) {
    test(`stops the start and says what is expected: ${reason}`, () => {
      assert.throws(
        () => config.load({ ...good, ...change }),
        (error: Error) =>
          expected.test(error.message) &&
          !/hidden-1|secret-\d|c2hvcnQ/.test(error.message),
      );
    });
  }
});

test('the first administrator is never somebody who registered the address before', async t => {
  const environment = { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' };
  const open = await startAuth(t, { environment });
  await open.register(ADMIN.email);
  const settings = {
    ...open.environment,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  };
  await assert.rejects(
    startTestService(authService, settings, { clock: new TestClock() }),
    /ADMIN_EMAIL: expected an address that nobody has registered/,
  );
  const other = { ...settings, ADMIN_EMAIL: 'boss@notes.example' };
  const replicas = await Promise.all(
    [1, 2].map(() => startTestService(authService, other)),
  );
  await Promise.all(replicas.map(one => one.close()));
  const { rows } = await open.db.query(
    `SELECT FROM user_roles WHERE role = 'admin'`,
  );
  assert.equal(rows.length, 1, 'two replicas that start together make one');
});

test('the service answers probes, metrics and its own document', async () => {
  for (const [place, expected] of [
    ['/health', /"ok"/],
    ['/ready', /"ready"/],
    ['/openapi.json', /"auth-service"/],
    [
      '/metrics',
      /http_server_request_duration_seconds_bucket\{.*http_route="\/api\/auth\/login"/,
    ],
  ] as const) {
    const reply = await auth.service.request(place);
    assert.equal(reply.status, 200, place);
    assert.match(reply.text, expected);
  }
  const metrics = await auth.service.request('/metrics');
  assert.ok(!metrics.text.includes('notes.example'), 'nobody is in the labels');
});
