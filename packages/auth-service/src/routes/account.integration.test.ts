import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeProtectedHeader } from 'jose';
import { cookieFrom, signedIn, startAuth } from '../testing/startAuth.ts';

test('somebody registers, signs in at once, and gets tokens where they belong', async t => {
  const auth = await startAuth(t);
  const registered = await auth.register('ada@notes.example');
  assert.equal(registered.status, 202);
  assert.deepEqual(registered.body, { status: 'accepted' });

  const reply = await auth.login('Ada@Notes.example');
  assert.equal(reply.status, 200, reply.text);
  const who = signedIn('ada@notes.example', reply);
  const body = reply.body as Record<string, unknown>;
  assert.equal(body.tokenType, 'Bearer');
  assert.equal(body.expiresIn, 900);
  assert.deepEqual((body.user as { roles: string[] }).roles, ['user']);
  assert.equal(decodeProtectedHeader(who.accessToken).kid, 'test');
  const claims = await auth.jwtKeys.verify(who.accessToken, {
    ...{ audience: 'notes-api', issuer: 'notes-auth', now: auth.clock.now() },
  });
  assert.equal(
    claims.scope,
    'email:read email:write notes:read notes:write search:read',
  );
  assert.deepEqual(Object.keys(claims).sort(), [
    ...['aud', 'exp', 'iat', 'iss', 'jti', 'roles', 'scope', 'sid', 'sub'],
  ]);
  assert.equal(Number(claims.exp) - Number(claims.iat), 15 * 60);

  const [refresh = '', csrf = ''] = reply.headers.getSetCookie();
  assert.match(
    refresh,
    /^notes_refresh=[\w-]{43}; Max-Age=604800; Path=\/api\/auth; HttpOnly; Secure; SameSite=Strict$/,
  );
  assert.match(
    csrf,
    /^notes_csrf=[\w-]{43}; Max-Age=604800; Path=\/; Secure; SameSite=Strict$/,
  );
  assert.equal(cookieFrom(reply, 'notes_csrf'), who.csrfToken);
  assert.ok(
    !reply.text.includes(who.refreshToken),
    'the refresh token is only in its cookie',
  );
  assert.equal(reply.headers.get('cache-control'), 'no-store');

  const types = (await auth.events()).map(one => [one.topic, one.type]);
  assert.deepEqual(types.slice(-2), [
    ['user-events', 'user.registered'],
    ['user-events', 'user.login'],
  ]);
});
