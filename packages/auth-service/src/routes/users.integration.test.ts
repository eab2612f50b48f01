import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import {
  ADMIN,
  browserHeaders,
  PASSWORD,
  signedIn,
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

/** Somebody with a role that has these permissions. */
async function personWith(
  email: string,
  role: string,
  permissions: string[],
): Promise<SignedIn> {
  const put = await ask('PUT', `/roles/${role}`, admin, {
    description: 'For a test',
    permissions,
  });
  assert.ok(put.status === 201 || put.status === 200, put.text);
  const { id } = await auth.person(email);
  assert.equal(
    (await ask('PUT', `/users/${id}/roles`, admin, { roles: [role] })).status,
    200,
  );
  return signedIn(email, await auth.login(email));
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

test('roles are given and taken, and count from the next refresh', async () => {
  const who = await auth.person('roles@notes.example');
  const put = (roles: string[]) =>
    ask('PUT', `/users/${who.id}/roles`, admin, { roles });
  const given = await put(['user', 'auditor']);
  assert.deepEqual((given.body as Person).roles, ['auditor', 'user']);
  const refreshed = await auth.request('/refresh', {
    method: 'POST',
    headers: browserHeaders(who),
  });
  assert.ok(
    signedIn(who.email, refreshed).as.permissions?.includes('audit:read'),
  );
  assert.equal((await put(['wizard'])).status, 409);
  assert.equal((await put(['user', 'user'])).status, 400);
  assert.equal((await put([])).status, 200);
  const change = (await auth.events('role.changed')).at(-1);
  assert.deepEqual(change?.data, {
    userId: who.id,
    roles: [],
    actorId: admin.id,
  });
});

test('a role is made, changed, listed and removed, also from who has it', async () => {
  const json = {
    description: 'Reads the configuration',
    permissions: ['config:read'],
  };
  assert.equal(
    (await ask('PUT', '/roles/config-reader', admin, json)).status,
    201,
  );
  const changed = await ask('PUT', '/roles/config-reader', admin, {
    ...json,
    permissions: [],
  });
  assert.deepEqual(
    [changed.status, changed.body],
    [200, { ...json, name: 'config-reader', permissions: [], builtIn: false }],
  );
  const who = await auth.person('config@notes.example');
  await ask('PUT', `/users/${who.id}/roles`, admin, {
    roles: ['config-reader'],
  });
  const list = await ask('GET', '/roles');
  const names = (list.body as { items: { name: string }[] }).items.map(
    one => one.name,
  );
  assert.ok(
    ['admin', 'auditor', 'config-reader', 'user'].every(name =>
      names.includes(name),
    ),
  );
  assert.equal((await ask('DELETE', '/roles/config-reader')).status, 204);
  assert.equal((await ask('DELETE', '/roles/config-reader')).status, 404);
  assert.deepEqual((await find(who.id)).roles, []);
  assert.equal((await ask('PUT', '/roles/admin', admin, json)).status, 409);
  assert.equal((await ask('DELETE', '/roles/user')).status, 409);
  assert.equal((await ask('PUT', '/roles/x', admin, json)).status, 400);
  assert.equal(
    (await ask('PUT', '/roles/root', admin, { ...json, permissions: ['root'] }))
      .status,
    400,
  );
});

test('the last administrator stays one, whatever is tried, and two cannot remove each other', async () => {
  const path = `/users/${admin.id}`;
  for (const [method, to, json] of [
    ['DELETE', path, undefined],
    ['PATCH', path, { status: 'disabled' }],
    ['PUT', `${path}/roles`, { roles: ['user'] }],
  ] as const) {
    const reply = await ask(method, to, admin, json);
    assert.equal(reply.status, 409, reply.text);
    assert.match(reply.text, /last-admin/);
  }
  const second = await auth.person('second-admin@notes.example');
  await ask('PUT', `/users/${second.id}/roles`, admin, { roles: ['admin'] });
  const other = signedIn(second.email, await auth.login(second.email));
  const replies = await Promise.all([
    ask('PUT', `${path}/roles`, other, { roles: ['user', 'admin'] }),
    ask('PATCH', `/users/${second.id}`, admin, { status: 'disabled' }),
    ask('PATCH', path, other, { status: 'disabled' }),
  ]);
  const { rows } = await auth.db.query<{ id: string }>(
    `SELECT id FROM users JOIN user_roles ON user_id = id WHERE role = 'admin' AND status = 'active'`,
  );
  assert.equal(rows.length, 1, replies.map(one => one.text).join('\n'));
  await auth.db.query(`UPDATE users SET status = 'active' WHERE id = $1`, [
    admin.id,
  ]);
});

test('without the permission nothing of this is possible, and a token says less than the database', async () => {
  const user = await auth.person('plain@notes.example');
  const target = await auth.person('target@notes.example');
  const forged = {
    ...user,
    as: {
      ...user.as,
      permissions: ['users:read', 'users:write'],
      roles: ['admin'],
    },
  };
  for (const who of [user, forged]) {
    for (const [method, path, json] of [
      ['GET', '/users', undefined],
      ['GET', `/users/${target.id}`, undefined],
      ['PATCH', `/users/${target.id}`, { name: 'Taken' }],
      ['DELETE', `/users/${target.id}`, undefined],
      ['PUT', `/users/${user.id}/roles`, { roles: ['admin'] }],
      ['DELETE', `/users/${target.id}/sessions`, undefined],
      ['DELETE', `/users/${target.id}/lock`, undefined],
      ['GET', '/roles', undefined],
      ['PUT', '/roles/mine', { description: '', permissions: ['users:write'] }],
      ['DELETE', '/roles/user', undefined],
    ] as const) {
      const reply = await ask(method, path, who, json);
      assert.equal(reply.status, 403, `${method} ${path} ${reply.text}`);
    }
  }
  assert.equal((await find(target.id)).name, 'Ada Lovelace');
});

test('who may change people cannot become an administrator by it, nor take one over', async () => {
  const staff = await personWith('staff@notes.example', 'staff', [
    'users:read',
    'users:write',
  ]);
  const target = await auth.person('helped@notes.example');
  assert.equal(
    (await ask('PATCH', `/users/${target.id}`, staff, { name: 'Helped' }))
      .status,
    200,
  );
  for (const [method, path, json] of [
    ['PUT', `/users/${staff.id}/roles`, { roles: ['admin'] }],
    ['PUT', '/roles/staff', { description: '', permissions: ['config:write'] }],
    ['PATCH', `/users/${admin.id}`, { status: 'disabled' }],
    ['DELETE', `/users/${admin.id}`, undefined],
    ['DELETE', `/users/${admin.id}/sessions`, undefined],
  ] as const) {
    assert.equal(
      (await ask(method, path, staff, json)).status,
      403,
      `${method} ${path}`,
    );
  }
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
