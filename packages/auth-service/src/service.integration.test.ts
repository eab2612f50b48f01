import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
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
  waitFor,
} from '@notes/service-kit/testing';
import { decodeProtectedHeader } from 'jose';
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

test('keys are rotated without a restart, and tokens of the old key stay good', async () => {
  const before = await auth.person('rotate@notes.example');
  assert.equal(decodeProtectedHeader(before.accessToken).kid, 'k1');
  const keys = { ...keysOf(first), ...keysOf(second) };
  const rotated = JSON.stringify({ current: 'k2', keys });
  await writeFile(file, rotated);
  let after = before;
  await waitFor(async () => {
    after = signedIn(before.email, await auth.login(before.email));
    return decodeProtectedHeader(after.accessToken).kid === 'k2';
  }, 'a token to be signed with the new key');
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
    await waitFor(() => mine().length >= 2, 'both events to arrive');
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

test('a body beyond the limit is a 413 problem of every operation that takes one', async () => {
  const admin = await auth.admin();
  const { body } = await auth.service.request('/openapi.json');
  const { paths } = body as {
    paths: Record<string, Record<string, { requestBody?: object }>>;
  };
  const takers = Object.entries(paths).flatMap(([place, operations]) =>
    Object.keys(operations)
      .filter(method => operations[method]?.requestBody)
      .map(method => ({ method: method.toUpperCase(), place })),
  );
  assert.ok(takers.length > 10, `${takers.length} take a body`);
  for (const { method, place } of takers) {
    const reply = await auth.service.request(
      place.replaceAll(/\{\w+\}/g, admin.id),
      { method, json: 'x'.repeat(200_000), as: admin.as },
    );
    assert.equal(reply.status, 413, `${method} ${place}: ${reply.text}`);
  }
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
