import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PASSWORD, startAuth } from '../testing/startAuth.ts';

const auth = await startAuth({ after });

test('an address that is taken gets the same answer, and its owner one mail an hour', async () => {
  const email = 'taken@notes.example';
  const first = await auth.register(email);
  const second = await auth.register(email.toUpperCase(), {
    name: 'Somebody Else',
    password: 'another quiet walrus hums',
  });
  const third = await auth.register(email);
  for (const reply of [second, third]) {
    assert.deepEqual([reply.status, reply.text], [first.status, first.text]);
    const without = (headers: Headers) =>
      [...headers.keys()].filter(name => name !== 'date').sort();
    assert.deepEqual(without(reply.headers), without(first.headers));
  }
  assert.equal(
    (await auth.login(email)).status,
    200,
    'the first password still counts',
  );
  const stolen = await auth.login(email, {
    password: 'another quiet walrus hums',
  });
  assert.equal(stolen.status, 401, 'the second does not');

  const mails = await auth.events('email.requested');
  assert.equal(mails.length, 2);
  assert.equal(mails[0]?.topic, 'email-queue');
  assert.equal(mails[0].data.template, 'registration-attempt');
  assert.deepEqual(mails[0].data.data, {
    name: 'Ada Lovelace',
    at: auth.clock.now().toISOString(),
  });
  assert.equal(
    mails[0].data.key,
    mails[1]?.data.key,
    'the key makes it one mail',
  );
});

test('two registrations of one address at the same time make one person', async () => {
  const email = 'race@notes.example';
  const replies = await Promise.all(
    [1, 2, 3, 4].map(() => auth.register(email)),
  );
  assert.deepEqual(
    replies.map(one => one.status),
    [202, 202, 202, 202],
  );
  const { rows } = await auth.db.query(
    'SELECT FROM users WHERE email_key = $1',
    [email],
  );
  assert.equal(rows.length, 1);
});

for (const { field, change, reason } of [
  { reason: 'no address', change: { email: undefined }, field: '/email' },
  {
    reason: 'an address without a host',
    change: { email: 'ada' },
    field: '/email',
  },
  {
    reason: 'an address with a line break',
    change: { email: 'ada@notes.example\r\nBcc: x@notes.example' },
    field: '/email',
  },
  {
    reason: 'an address with a zero',
    change: { email: 'a\u0000da@notes.example' },
    field: '/email',
  },
  {
    reason: 'an address of 255 characters',
    change: { email: `${'a'.repeat(244)}@aa.example` },
    field: '/email',
  },
  { reason: 'a name of spaces', change: { name: '   ' }, field: '/name' },
  {
    reason: 'a name with a line break',
    change: { name: 'Ada\nBcc: everyone' },
    field: '/name',
  },
  {
    reason: 'a name with half a character',
    change: { name: 'Ada \ud800' },
    field: '/name',
  },
  {
    reason: 'a name of 121 characters',
    change: { name: 'a'.repeat(121) },
    field: '/name',
  },
  {
    reason: 'a number as password',
    change: { password: 123456789012345 },
    field: '/password',
  },
  {
    reason: 'a short password',
    change: { password: 'short' },
    field: '/password',
  },
  {
    reason: 'a common password',
    change: { password: 'passwordpassword' },
    field: '/password',
  },
  {
    reason: 'the own name as password',
    change: { password: 'ada lovelace ada lovelace' },
    field: '/password',
  },
  {
    reason: 'a role (mass assignment)',
    change: { roles: ['admin'] },
    field: '/roles',
  },
  {
    reason: 'a status (mass assignment)',
    change: { status: 'active' },
    field: '/status',
  },
  {
    reason: 'a verified address (mass assignment)',
    change: { emailVerified: true },
    field: '/emailVerified',
  },
]) {
  test(`a registration with ${reason} is refused and names ${field}`, async () => {
    const json: Record<string, unknown> = {
      ...{
        email: 'new@notes.example',
        password: PASSWORD,
        name: 'Ada Lovelace',
      },
    };
    for (const [name, value] of Object.entries(change)) {
      Object.defineProperty(json, name, { value, enumerable: true });
    }
    const reply = await auth.request('/register', { method: 'POST', json });
    assert.equal(reply.status, 400, reply.text);
    assert.match(
      reply.headers.get('content-type') ?? '',
      /application\/problem\+json/,
    );
    const { errors } = reply.body as {
      errors: { in: string; field: string }[];
    };
    assert.ok(
      errors.some(one => one.in === 'body' && one.field === field),
      reply.text,
    );
    assert.ok(!reply.text.includes(PASSWORD));
  });
}

test('a registration that would change the prototype of objects is refused', async () => {
  const body = `{"email":"new@notes.example","password":"${PASSWORD}","name":"Ada","__proto__":{"roles":["admin"]}}`;
  const reply = await auth.request('/register', {
    ...{
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    },
  });
  assert.equal(reply.status, 400, reply.text);
});

test('a registration that is no JSON is refused', async () => {
  const broken = await auth.request('/register', {
    ...{
      method: 'POST',
      body: '{"email":',
      headers: { 'content-type': 'application/json' },
    },
  });
  assert.equal(broken.status, 400, broken.text);
  const form = await auth.request('/register', {
    ...{
      method: 'POST',
      body: 'email=a',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  });
  assert.equal(form.status, 415, form.text);
});

test('SQL in every text is text', async () => {
  const sql = `Robert'); DROP TABLE users;--`;
  const password = `' OR pg_sleep(9) IS NULL; --`;
  const email = `o'malley+--@notes.example`;
  const registered = await auth.register(email, { name: sql, password });
  assert.equal(registered.status, 202, registered.text);
  const reply = await auth.login(
    email,
    { password },
    { headers: { 'user-agent': sql } },
  );
  assert.equal(reply.status, 200, reply.text);
  assert.equal((reply.body as { user: { name: string } }).user.name, sql);
  const wrong = await auth.login(email, { password: `' OR '1'='1` });
  assert.equal(wrong.status, 401);
});
