import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  browserHeaders,
  PASSWORD,
  startAuth,
  type SignedIn,
} from '../testing/startAuth.ts';

const auth = await startAuth(
  { after },
  { environment: { LOCK_IP_AFTER: '1000' } },
);
const NEXT = 'harbour violin saffron tide';

const changePassword = (who: SignedIn, json: object) =>
  auth.request('/me/password', { method: 'PUT', as: who.as, json });
const patch = (who: SignedIn, json: object) =>
  auth.request('/me', { method: 'PATCH', as: who.as, json });

test('people see and change their name and preferences, one at a time', async () => {
  const who = await auth.person('me@notes.example');
  const me = await auth.request('/me', { as: who.as });
  assert.equal(me.status, 200, me.text);
  assert.ok(!me.text.includes('argon2'));
  assert.equal(
    (
      await patch(who, {
        preferences: { theme: 'dark', emailNotifications: false },
      })
    ).status,
    200,
  );
  const changed = await patch(who, {
    name: 'Ada King',
    preferences: { theme: 'light', timeZone: 'Europe/London' },
  });
  const body = changed.body as { name: string; preferences: object };
  assert.equal(body.name, 'Ada King');
  assert.deepEqual(body.preferences, {
    theme: 'light',
    emailNotifications: false,
    timeZone: 'Europe/London',
  });
  const events = (await auth.events('user.updated')).filter(
    one => one.subject === who.id,
  );
  assert.deepEqual(
    events.map(one => one.data),
    [{ userId: who.id, name: 'Ada King' }],
  );
});

for (const { json, reason } of [
  { reason: 'nothing', json: {} },
  { reason: 'roles (mass assignment)', json: { name: 'A', roles: ['admin'] } },
  {
    reason: 'an address (mass assignment)',
    json: { email: 'root@notes.example' },
  },
  { reason: 'an unknown preference', json: { preferences: { isAdmin: true } } },
  {
    reason: 'a theme that does not exist',
    json: { preferences: { theme: 'pink' } },
  },
  {
    reason: 'a line break in the name',
    json: { name: 'A\r\nSet-Cookie: a=b' },
  },
  { reason: 'a zero in the name', json: { name: 'A\u0000' } },
]) {
  test(`a change of ${reason} is refused`, async () => {
    const who = await auth.person('strict@notes.example');
    const reply = await patch(who, json);
    assert.equal(reply.status, 400, reply.text);
  });
}

test('a new password needs the current one, keeps the rules, and ends every other session', async () => {
  const who = await auth.person('change@notes.example');
  const other = await auth.person(who.email);
  assert.equal((await changePassword(who, { newPassword: NEXT })).status, 403);
  assert.equal(
    (await changePassword(who, { currentPassword: 'wrong', newPassword: NEXT }))
      .status,
    403,
  );
  const weak = await changePassword(who, {
    currentPassword: PASSWORD,
    newPassword: 'Ada Lovelace Ada Lovelace',
  });
  assert.equal(weak.status, 400);
  assert.match(weak.text, /\/newPassword/);
  assert.equal(
    (
      await changePassword(who, {
        currentPassword: PASSWORD,
        newPassword: NEXT,
      })
    ).status,
    204,
  );
  assert.equal((await auth.login(who.email)).status, 401);
  assert.equal((await auth.login(who.email, { password: NEXT })).status, 200);
  const refresh = (one: SignedIn) =>
    auth.request('/refresh', { method: 'POST', headers: browserHeaders(one) });
  assert.equal((await refresh(who)).status, 200, 'this session stays');
  assert.equal((await refresh(other)).status, 401);
  const events = (await auth.events())
    .filter(one => one.subject === who.id)
    .map(one => one.type);
  assert.ok(events.includes('user.password-changed'));
  assert.ok(events.includes('session.revoked'));
});

test('guessing the current password from a stolen session locks the account', async () => {
  const who = await auth.person('stolen@notes.example');
  for (let round = 0; round < 5; round += 1) {
    assert.equal(
      (
        await changePassword(who, {
          currentPassword: 'wrong',
          newPassword: NEXT,
        })
      ).status,
      403,
    );
  }
  const locked = await changePassword(who, {
    currentPassword: PASSWORD,
    newPassword: NEXT,
  });
  assert.equal(locked.status, 429);
  assert.ok(Number(locked.headers.get('retry-after')) > 0);
});

test('of two password changes at the same time one counts', async () => {
  const who = await auth.person('twice@notes.example');
  const replies = await Promise.all(
    [NEXT, `${NEXT} again`].map(newPassword =>
      changePassword(who, { currentPassword: PASSWORD, newPassword }),
    ),
  );
  assert.deepEqual(replies.map(one => one.status).sort(), [204, 403]);
});
