import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testKeys } from '../testing/testEnvironment.ts';
import { signIdentity, verifyIdentity } from './identity.ts';
import { KeyRing } from './KeyRing.ts';

const RING = KeyRing.parse(testKeys());
const IDENTITY = {
  subject: 'u1',
  session: 's1',
  roles: ['user'],
  permissions: ['notes:read', 'notes:write'],
  requestId: 'request-1',
  audience: 'notes-service',
};

test('a service learns who calls and what they may do', async () => {
  const token = await signIdentity(RING, IDENTITY);
  const caller = await verifyIdentity(RING, token, 'notes-service');
  assert.deepEqual(JSON.parse(JSON.stringify(caller)), {
    subject: 'u1',
    session: 's1',
    roles: ['user'],
    requestId: 'request-1',
  });
  assert.equal(caller.may('notes:write'), true);
  assert.equal(caller.may('notes'), false);
  assert.equal(caller.may(''), false);
});

test('a caller without permissions may do nothing', async () => {
  const token = await signIdentity(RING, { ...IDENTITY, permissions: [] });
  const caller = await verifyIdentity(RING, token, 'notes-service');
  assert.equal(caller.may(''), false);
  assert.equal(caller.may('notes:read'), false);
});

test('an identity for one service is no identity at another', async () => {
  const token = await signIdentity(RING, IDENTITY);
  await assert.rejects(verifyIdentity(RING, token, 'search-service'), {
    reason: 'invalid',
  });
});

test('an access token is no identity', async () => {
  const token = await RING.sign(
    { sub: 'u1', scope: 'notes:read' },
    { audience: 'notes-service', issuer: 'notes-auth', expiresInSeconds: 60 },
  );
  await assert.rejects(verifyIdentity(RING, token, 'notes-service'), {
    reason: 'invalid',
  });
});
