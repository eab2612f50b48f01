import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import {
  ADMIN,
  browserHeaders,
  PASSWORD,
  startAuth,
  type SignedIn,
} from '../testing/startAuth.ts';

const auth = await startAuth(
  { after },
  { environment: { LOCK_IP_AFTER: '1000' } },
);
const admin = await auth.admin();

interface Person {
  readonly id: string;
  readonly email?: string;
  readonly name: string;
  readonly status: string;
  readonly roles: string[];
  readonly lockedUntil?: string;
}

interface Page {
  readonly items: Person[];
  readonly nextCursor?: string;
}

function ask(
  method: string,
  path: string,
  as: SignedIn = admin,
  json?: object,
): Promise<Reply> {
  return auth.request(path, { method, as: as.as, ...(json ? { json } : {}) });
}

async function find(id: string): Promise<Person> {
  const reply = await ask('GET', `/users/${id}`);
  assert.equal(reply.status, 200, reply.text);
  return reply.body as Person;
}

test('administrators list people page by page, and each is on one page', async () => {
  for (let index = 0; index < 7; index += 1)
    await auth.register(`page-${index}@notes.example`);
  const seen: string[] = [];
  let query = 'limit=3';
  for (let pages = 0; pages < 10; pages += 1) {
    const reply = await ask('GET', `/users?${query}`);
    assert.equal(reply.status, 200, reply.text);
    const { items, nextCursor } = reply.body as Page;
    seen.push(...items.map(one => one.id));
    if (nextCursor === undefined) break;
    query = `limit=3&cursor=${nextCursor}`;
  }
  const { rows } = await auth.db.query('SELECT FROM users');
  assert.equal(seen.length, rows.length);
  assert.equal(new Set(seen).size, seen.length);
});

test('people are found by the beginning of address or name, by status and by role', async () => {
  const json = { name: 'Zo\u00eb 100%_Real', email: 'search@notes.example' };
  await auth.register(json.email, json);
  const count = async (query: string) => {
    const reply = await ask('GET', `/users?${query}`);
    assert.equal(reply.status, 200, reply.text);
    return (reply.body as Page).items.length;
  };
  assert.equal(await count('q=SEARCH@'), 1);
  assert.equal(await count(`q=${encodeURIComponent('zo\u00eb 100%_')}`), 1);
  assert.equal(await count('q=100'), 0, 'not in the middle');
  assert.equal(
    await count(`q=${encodeURIComponent('%')}`),
    0,
    'a wildcard is a character',
  );
  assert.equal(await count(`q=${encodeURIComponent("' OR 1=1 --")}`), 0);
  assert.equal(await count('role=admin'), 1);
  assert.equal(await count('status=disabled&q=search'), 0);
});

for (const query of [
  ...[
    'limit=0',
    'limit=101',
    'limit=x',
    'cursor=abc',
    'cursor=WyIxIiwiMiJd',
    'status=gone',
    'page=2',
  ],
  ...[
    'q=',
    'q=%00',
    "role=';--",
    `cursor=${Buffer.from('null').toString('base64url')}`,
  ],
]) {
  test(`a list with ${query} is refused`, async () => {
    const reply = await ask('GET', `/users?${query}`);
    assert.equal(reply.status, 400, reply.text);
  });
}

test('a person is renamed and disabled, which ends their sessions, and enabled again', async () => {
  const who = await auth.person('patch@notes.example');
  const path = `/users/${who.id}`;
  const renamed = await ask('PATCH', path, admin, { name: 'Somebody Else' });
  assert.equal((renamed.body as Person).name, 'Somebody Else');
  const disabled = await ask('PATCH', path, admin, { status: 'disabled' });
  assert.equal((disabled.body as Person).status, 'disabled');
  const refresh = await auth.request('/refresh', {
    method: 'POST',
    headers: browserHeaders(who),
  });
  assert.equal(refresh.status, 401);
  assert.equal((await auth.request('/me', { as: who.as })).status, 401);
  assert.equal((await auth.login(who.email)).status, 401);
  assert.equal(
    (await ask('PATCH', path, admin, { status: 'active' })).status,
    200,
  );
  assert.equal((await auth.login(who.email)).status, 200);
  for (const json of [
    {},
    { status: 'deleted' },
    { roles: ['admin'] },
    { email: 'x@y.example' },
  ]) {
    assert.equal(
      (await ask('PATCH', path, admin, json)).status,
      400,
      JSON.stringify(json),
    );
  }
});

test('deleting a person leaves nothing personal, tells the others once, and frees the address', async () => {
  const who = await auth.person('erase@notes.example');
  await ask('GET', '/users');
  for (const round of [1, 2]) {
    assert.equal(
      (await ask('DELETE', `/users/${who.id}`)).status,
      204,
      `round ${round}`,
    );
  }
  const left = await find(who.id);
  assert.deepEqual(
    [left.status, left.email, left.name, left.roles],
    ['deleted', undefined, 'Deleted person', []],
  );
  for (const table of [
    'users',
    'sessions',
    'attempts',
    'identities',
    'challenges',
    'two_factor',
  ]) {
    const { rows } = await auth.db.query<{ text: string }>(
      `SELECT t::text AS text FROM ${table} t`,
    );
    assert.ok(!rows.some(row => row.text.includes(who.email)), table);
  }
  const events = (await auth.events())
    .filter(one => one.subject === who.id)
    .map(one => one.type);
  assert.deepEqual(events.slice(-2), ['session.revoked', 'user.deleted']);
  assert.equal(events.filter(type => type === 'user.deleted').length, 1);
  assert.equal(
    (await ask('PATCH', `/users/${who.id}`, admin, { status: 'active' }))
      .status,
    409,
  );
  assert.equal(
    (await ask('PUT', `/users/${who.id}/roles`, admin, { roles: ['user'] }))
      .status,
    409,
  );
  const again = await auth.person(who.email);
  assert.notEqual(again.id, who.id);
});

test('an administrator sees a lock, lifts it, and ends all sessions of a person', async () => {
  const who = await auth.person('unlock@notes.example');
  for (let round = 0; round < 5; round += 1)
    await auth.login(who.email, { password: 'wrong' });
  assert.ok((await find(who.id)).lockedUntil);
  assert.equal((await ask('DELETE', `/users/${who.id}/lock`)).status, 204);
  assert.equal((await find(who.id)).lockedUntil, undefined);
  assert.equal((await auth.login(who.email)).status, 200);
  assert.equal((await ask('DELETE', `/users/${who.id}/sessions`)).status, 204);
  assert.equal((await auth.request('/me', { as: who.as })).status, 401);
});

test('somebody who does not exist is 404, a malformed id 400', async () => {
  for (const [method, suffix, json] of [
    ['GET', '', undefined],
    ['PATCH', '', { name: 'A' }],
    ['DELETE', '', undefined],
    ['PUT', '/roles', { roles: [] }],
    ['DELETE', '/sessions', undefined],
    ['DELETE', '/lock', undefined],
  ] as const) {
    const unknown = await ask(
      method,
      `/users/${crypto.randomUUID()}${suffix}`,
      admin,
      json,
    );
    assert.equal(unknown.status, 404, `${method} ${suffix}`);
    assert.equal(
      (await ask(method, `/users/1${suffix}`, admin, json)).status,
      400,
    );
  }
});

test('the first administrator signs in with the password of the configuration, once', async () => {
  assert.equal(
    (await auth.login(ADMIN.email, { password: PASSWORD })).status,
    401,
  );
  assert.deepEqual(admin.as.roles, ['admin', 'user']);
});
