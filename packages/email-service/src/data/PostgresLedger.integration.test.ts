import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { TestClock } from '@notes/service-kit/testing';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
import { DeliveryStore } from './DeliveryStore.ts';
import { PostgresLedger } from './PostgresLedger.ts';

const LEASE_MS = 60_000;

describe('the ledger, when a lease has passed to another process', () => {
  let email: TestEmail;
  before(async () => {
    email = await startEmail();
    await email.service.close();
  });
  after(() => email.close());

  /** Two claims on one mail, of which the first has outlived its lease. */
  async function twoClaims(attempts = 3) {
    const clock = new TestClock();
    const ledger = new PostgresLedger({
      pool: email.pool,
      clock,
      leaseMs: LEASE_MS,
      attempts,
      delayAfter: () => 0,
    });
    const { delivery } = await new DeliveryStore(email.pool).add({
      key: randomUUID(),
      channel: 'mail',
      recipientId: randomUUID(),
      template: 'note-created',
      data: {},
      causeId: randomUUID(),
      now: clock.now(),
    });
    const claim = async () => {
      const claimed = await ledger.claim(delivery.sendKey);
      assert.ok(typeof claimed === 'object', 'nobody else has it');
      return claimed;
    };
    const late = await claim();
    clock.advance(LEASE_MS);
    const current = await claim();
    const state = async () =>
      (await new DeliveryStore(email.pool).find(delivery.id))?.state;
    return { late, current, state };
  }

  for (const { attempts, fails, how } of [
    { how: 'refused for good', attempts: 3, fails: 'settle' },
    { how: 'failed for the last time', attempts: 1, fails: 'release' },
  ] as const) {
    it(`does not count a mail as failed because the late one was ${how}: the other is sending it`, async () => {
      const { current, late, state } = await twoClaims(attempts);
      if (fails === 'settle') {
        await late.settle({ status: 'failed', reason: '550' });
      } else assert.equal(await late.release('ETIMEDOUT'), 'retry');
      assert.equal(await state(), 'pending');
      await current.settle({ status: 'sent', receipt: 'r' });
      assert.equal(await state(), 'sent');
    });
  }

  it('counts a mail as sent that the late one has sent', async () => {
    const { current, late, state } = await twoClaims();
    await late.settle({ status: 'sent', receipt: 'r' });
    await current.settle({ status: 'failed', reason: '550' });
    assert.equal(await state(), 'sent');
  });
});
