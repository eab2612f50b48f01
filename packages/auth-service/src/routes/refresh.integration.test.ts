import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reply } from '@notes/service-kit/testing';
import {
  browserHeaders,
  signedIn,
  startAuth,
  type SignedIn,
} from '../testing/startAuth.ts';

const auth = await startAuth({ after });
const MINUTE = 60_000;

function refresh(who: SignedIn, headers = browserHeaders(who)): Promise<Reply> {
  return auth.request('/refresh', { method: 'POST', headers });
}

async function refreshed(who: SignedIn): Promise<SignedIn> {
  return signedIn(who.email, await refresh(who));
}

function typeOf(reply: Reply): string {
  return String((reply.body as { type?: string }).type);
}

async function revocations(who: SignedIn): Promise<unknown[]> {
  const events = await auth.events('session.revoked');
  return events
    .filter(one => one.data.sessionId === who.sessionId)
    .map(one => one.data.reason);
}

test('a refresh answers new tokens of the same session, with the roles of now', async () => {
  const before = await auth.person('refresh@notes.example');
  auth.clock.advance(14 * MINUTE);
  await auth.db.query(`INSERT INTO user_roles VALUES ($1, 'auditor')`, [
    before.id,
  ]);
  const now = await refreshed(before);
  assert.equal(now.sessionId, before.sessionId);
  assert.notEqual(now.refreshToken, before.refreshToken);
  assert.notEqual(now.accessToken, before.accessToken);
  assert.equal(now.csrfToken, before.csrfToken);
  assert.deepEqual(now.as.roles, ['auditor', 'user']);
  const { rows } = await auth.db.query<{ text: string }>(
    'SELECT tokens::text AS text FROM tokens',
  );
  assert.ok(rows.length >= 2);
  assert.ok(
    !rows.some(row => row.text.includes(now.refreshToken)),
    'no token is stored',
  );
});

test('a used refresh token ends the whole family, for the thief and for the owner', async () => {
  const before = await auth.person('theft@notes.example');
  const owner = await refreshed(before);
  auth.clock.advance(11_000);
  const thief = await refresh(before);
  assert.equal(thief.status, 401);
  assert.equal(typeOf(thief), 'urn:notes:problem:session-over');
  assert.equal(thief.headers.getSetCookie().length, 0);
  assert.equal((await refresh(owner)).status, 401);
  assert.equal(
    (await auth.request('/me', { as: owner.as })).status,
    401,
    'here also the access token is refused',
  );
  assert.deepEqual(await revocations(before), ['refresh-reuse']);
});

test('reuse is seen even when the thief has no CSRF token', async () => {
  const before = await auth.person('blind@notes.example');
  const owner = await refreshed(before);
  auth.clock.advance(11_000);
  const cookie = `notes_refresh=${before.refreshToken}`;
  assert.equal((await refresh(before, { cookie })).status, 401);
  assert.equal((await refresh(owner)).status, 401);
});

test('two tabs with the same token: one gets tokens, the others 409 and nothing, and the session lives on', async () => {
  const before = await auth.person('tabs@notes.example');
  const replies = await Promise.all([1, 2, 3].map(() => refresh(before)));
  assert.deepEqual(replies.map(one => one.status).sort(), [200, 409, 409]);
  for (const late of replies.filter(one => one.status === 409)) {
    assert.equal(typeOf(late), 'urn:notes:problem:refresh-raced');
    assert.equal(late.headers.getSetCookie().length, 0);
    assert.ok(!late.text.includes('accessToken'));
  }
  const winner = replies.find(one => one.status === 200);
  assert.ok(winner);
  assert.equal((await refresh(signedIn(before.email, winner))).status, 200);
  assert.deepEqual(await revocations(before), []);
});

test('at the end of the race time the same token is a theft, one second before it is not', async () => {
  const one = await auth.person('edge@notes.example');
  await refreshed(one);
  auth.clock.advance(10_000);
  assert.equal((await refresh(one)).status, 409);
  auth.clock.advance(1);
  assert.equal((await refresh(one)).status, 401);
});

test('somebody who is not active any more gets no new tokens', async () => {
  const who = await auth.person('inactive@notes.example');
  const disable = `UPDATE users SET status = 'disabled' WHERE id = $1`;
  await auth.db.query(disable, [who.id]);
  assert.equal((await refresh(who)).status, 401);
  assert.deepEqual(await revocations(who), ['user-not-active']);
});

test('a session ends after 30 minutes without a refresh', async () => {
  const early = await auth.person('idle@notes.example');
  auth.clock.advance(30 * MINUTE - 1);
  const kept = await refreshed(early);
  auth.clock.advance(30 * MINUTE);
  const late = await refresh(kept);
  assert.equal(late.status, 401);
  assert.equal(typeOf(late), 'urn:notes:problem:session-over');
});

test('a session ends after seven days, however much it is used', async () => {
  let who = await auth.person('week@notes.example');
  for (let day = 0; day < 7; day += 1) {
    who = await refreshed(who);
    auth.clock.advance(24 * 60 * MINUTE);
    // Stands for the refreshes of the day; what counts here is only how old the session is.
    const usedAt = new Date(auth.clock.now().getTime() - 20 * MINUTE);
    await auth.db.query('UPDATE sessions SET last_used_at = $2 WHERE id = $1', [
      who.sessionId,
      usedAt,
    ]);
  }
  auth.clock.advance(-1);
  const last = await refresh(who);
  assert.equal(last.status, 200);
  assert.match(
    last.headers.getSetCookie()[0] ?? '',
    /Max-Age=0;/,
    'the cookie ends with the session',
  );
  auth.clock.advance(1);
  assert.equal((await refresh(signedIn(who.email, last))).status, 401);
});

for (const { headers, reason, status } of [
  {
    reason: 'no CSRF token',
    status: 403,
    headers: (one: SignedIn) => ({
      cookie: `notes_refresh=${one.refreshToken}`,
    }),
  },
  {
    ...{ reason: 'a wrong CSRF token', status: 403 },
    headers: (one: SignedIn) => ({
      ...browserHeaders(one),
      'X-CSRF-Token': 'x'.repeat(43),
    }),
  },
  {
    ...{
      reason: 'a CSRF token that only the cookie shares (a planted cookie)',
      status: 403,
    },
    headers: (one: SignedIn) => ({
      cookie: `notes_refresh=${one.refreshToken}; notes_csrf=planted`,
      'X-CSRF-Token': 'planted',
    }),
  },
  {
    reason: 'no cookie',
    status: 401,
    headers: (one: SignedIn) => ({ 'X-CSRF-Token': one.csrfToken }),
  },
  {
    ...{ reason: 'a refresh token with one character changed', status: 401 },
    headers: (one: SignedIn) => {
      const first = one.refreshToken.startsWith('A') ? 'B' : 'A';
      return browserHeaders({
        ...one,
        refreshToken: first + one.refreshToken.slice(1),
      });
    },
  },
  {
    ...{ reason: 'SQL as refresh token', status: 401 },
    headers: (one: SignedIn) =>
      browserHeaders({ ...one, refreshToken: `' OR 1=1 --` }),
  },
]) {
  test(`a refresh with ${reason} is refused with ${status} and leaves the session`, async () => {
    const who = await auth.person('csrf@notes.example');
    const reply = await refresh(who, headers(who));
    assert.equal(reply.status, status, reply.text);
    assert.equal((await refresh(who)).status, 200);
  });
}

test('the CSRF token of another session is refused', async () => {
  const one = await auth.person('first@notes.example');
  const two = await auth.person('second@notes.example');
  const reply = await refresh(
    one,
    browserHeaders({ ...one, csrfToken: two.csrfToken }),
  );
  assert.equal(reply.status, 403);
});

test('signing out ends the session, clears the cookies, and can be repeated', async () => {
  const who = await auth.person('leaving@notes.example');
  const logout = (headers: Record<string, string>) =>
    auth.request('/logout', { method: 'POST', headers });
  const cookie = `notes_refresh=${who.refreshToken}`;
  assert.equal((await logout({ cookie })).status, 403);
  assert.equal((await logout({ cookie, 'X-CSRF-Token': 'wrong' })).status, 403);
  for (const round of [1, 2]) {
    const reply = await logout(browserHeaders(who));
    assert.equal(reply.status, 204, `round ${round}`);
    assert.match(
      reply.headers.getSetCookie()[0] ?? '',
      /^notes_refresh=; Max-Age=0; Path=\/api\/auth;/,
    );
  }
  assert.equal(
    (await logout({})).status,
    204,
    'without a cookie there is nothing to end',
  );
  assert.equal((await refresh(who)).status, 401);
  assert.deepEqual(await revocations(who), ['logout']);
});
