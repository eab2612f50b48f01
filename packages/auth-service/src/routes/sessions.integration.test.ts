import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  browserHeaders,
  signedIn,
  startAuth,
  type SignedIn,
} from '../testing/startAuth.ts';

const auth = await startAuth({ after });

interface Listed {
  id: string;
  current: boolean;
  ip: string;
  userAgent: string;
}

async function list(who: SignedIn): Promise<Listed[]> {
  const reply = await auth.request('/sessions', { as: who.as });
  assert.equal(reply.status, 200, reply.text);
  return (reply.body as { items: Listed[] }).items;
}

async function signInFrom(email: string, userAgent: string): Promise<SignedIn> {
  const headers = { 'user-agent': userAgent, 'x-forwarded-for': '192.0.2.44' };
  return signedIn(email, await auth.login(email, {}, { headers }));
}

test('people see where they are signed in, and end one session or all others', async () => {
  const email = 'many@notes.example';
  const laptop = await auth.person(email);
  auth.clock.advance(1_000);
  const phone = await signInFrom(email, 'Phone/1.0');
  auth.clock.advance(1_000);
  const tablet = await signInFrom(email, 'x'.repeat(1_000));

  const seen = await list(phone);
  assert.deepEqual(
    seen.map(one => one.id),
    [tablet, phone, laptop].map(one => one.sessionId),
  );
  assert.deepEqual(
    seen.map(one => one.current),
    [false, true, false],
  );
  assert.equal(seen[1]?.userAgent, 'Phone/1.0');
  assert.equal(seen[1].ip, '192.0.2.44');
  assert.equal(seen[0]?.userAgent.length, 256);

  const path = `/sessions/${laptop.sessionId}`;
  assert.equal(
    (await auth.request(path, { method: 'DELETE', as: phone.as })).status,
    204,
  );
  assert.equal(
    (await auth.request(path, { method: 'DELETE', as: phone.as })).status,
    404,
  );
  const refresh = { method: 'POST', headers: browserHeaders(laptop) };
  assert.equal((await auth.request('/refresh', refresh)).status, 401);

  assert.equal(
    (await auth.request('/sessions', { method: 'DELETE', as: phone.as }))
      .status,
    204,
  );
  assert.deepEqual(
    (await list(phone)).map(one => one.id),
    [phone.sessionId],
  );
  assert.equal(
    (await auth.request('/sessions', { as: tablet.as })).status,
    401,
  );
  const reasons = (await auth.events('session.revoked')).map(
    one => one.data.reason,
  );
  assert.deepEqual(reasons, ['revoked-by-user', 'revoked-by-user']);
});

test('nobody ends or sees the sessions of somebody else', async () => {
  const mine = await auth.person('mine@notes.example');
  const yours = await auth.person('yours@notes.example');
  const reply = await auth.request(`/sessions/${yours.sessionId}`, {
    method: 'DELETE',
    as: mine.as,
  });
  assert.equal(reply.status, 404);
  assert.equal((await list(yours)).length, 1);
  assert.ok(!(await list(mine)).some(one => one.id === yours.sessionId));
});

test('a session that does not exist, is malformed or belongs to somebody else opens nothing', async () => {
  const mine = await auth.person('mine@notes.example');
  const yours = await auth.person('yours@notes.example');
  for (const session of [
    undefined,
    '',
    'x',
    yours.sessionId,
    crypto.randomUUID(),
  ]) {
    const { permissions = [], subject } = mine.as;
    const as = {
      subject,
      permissions,
      ...(session === undefined ? {} : { session }),
    };
    assert.equal(
      (await auth.request('/sessions', { as })).status,
      401,
      String(session),
    );
  }
  assert.equal((await auth.request('/sessions')).status, 401);
  const malformed = await auth.request('/sessions/1', {
    method: 'DELETE',
    as: mine.as,
  });
  assert.equal(malformed.status, 400);
});

test('idle sessions are not shown, and the access token of one is refused', async () => {
  const email = 'sleepy@notes.example';
  const old = await auth.person(email);
  auth.clock.advance(30 * 60_000);
  const now = await auth.person(email);
  assert.deepEqual(
    (await list(now)).map(one => one.id),
    [now.sessionId],
  );
  assert.equal((await auth.request('/sessions', { as: old.as })).status, 401);
});
