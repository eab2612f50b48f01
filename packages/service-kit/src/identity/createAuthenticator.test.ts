import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setup } from '../testing/fixture/httpEdge.ts';
import { thingsService } from '../testing/fixture/thingsService.ts';
import { startTestService } from '../testing/startTestService.ts';
import { TestClock } from '../testing/TestClock.ts';
import { testEnvironment } from '../testing/testEnvironment.ts';
import { signIdentity } from './identity.ts';
import { KeyRing } from './KeyRing.ts';

describe('the identity of a request', () => {
  for (const { identity, reason } of [
    { reason: 'no token', identity: 'me' },
    { reason: 'a token of nobody', identity: `${'a'.repeat(40)}.e30.c2ln` },
  ]) {
    test(`an identity that is ${reason} is refused with 401 and a challenge`, async t => {
      const service = await setup(t);
      const reply = await service.request('/things', {
        headers: { 'x-notes-identity': identity },
      });
      assert.equal(reply.status, 401);
      assert.match(reply.text, /identity of the request is not valid/);
      assert.equal(
        reply.headers.get('www-authenticate'),
        'Notes-Identity realm="things-service"',
      );
    });
  }

  test('an identity whose time is over is refused by the clock of the service', async t => {
    const clock = new TestClock();
    const service = await startTestService(thingsService(), {}, { clock });
    t.after(() => service.close());
    const token = await signIdentity(
      KeyRing.parse(testEnvironment().IDENTITY_KEYS ?? ''),
      {
        subject: 'u1',
        roles: [],
        permissions: ['things:read'],
        requestId: '',
        audience: 'things-service',
        now: clock.now(),
      },
    );
    const ask = async () =>
      (
        await service.request('/things', {
          headers: { 'x-notes-identity': token },
        })
      ).status;
    assert.equal(await ask(), 200);
    clock.advance(66_000);
    assert.equal(await ask(), 401);
  });
});
