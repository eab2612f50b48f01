import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { KeyRing } from '@notes/service-kit';
import { testEnvironment, testKeys } from '@notes/service-kit/testing';
import { base64url, SignJWT } from 'jose';
import { startAuth } from './testing/startAuth.ts';

const auth = await startAuth({ after });

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
