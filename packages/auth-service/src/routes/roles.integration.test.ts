import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import {
  browserHeaders,
  signedIn,
  startAuth,
  type SignedIn,
} from '../testing/startAuth.ts';

const auth = await startAuth(
  { after },
  { environment: { LOCK_IP_AFTER: '1000' } },
);
let admin = await auth.admin();

interface Person {
  readonly name: string;
  readonly roles: string[];
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

test('giving and removing a role at the same time never fails', async () => {
  const who = await auth.person('both@notes.example');
  const json = { description: 'Comes and goes', permissions: [] };
  for (let round = 0; round < 5; round += 1) {
    await ask('PUT', '/roles/brief', admin, json);
    const roles = ['user', 'brief'];
    await ask('PUT', `/users/${who.id}/roles`, admin, { roles });
    const [given, removed] = await Promise.all([
      ask('PUT', `/users/${who.id}/roles`, admin, { roles }),
      ask('DELETE', '/roles/brief'),
    ]);
    assert.ok([200, 409].includes(given.status), given.text);
    assert.equal(removed.status, 204, removed.text);
  }
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
  // Whoever of the two was quicker: the tests that follow need the first one.
  const enable = `UPDATE users SET status = 'active' WHERE id = $1`;
  await auth.db.query(enable, [admin.id]);
  admin = await auth.admin();
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
