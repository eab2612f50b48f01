import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { config } from '../../config.ts';
import { createLogger, Lifecycle, systemClock } from '@notes/service-kit';
import { testEnvironment, testKeys } from '@notes/service-kit/testing';
import { startSns, type SnsFixture } from '../../testing/startSns.ts';
import { openSmsSender } from './openSmsSender.ts';
import { SmsError } from './SmsSender.ts';

const MESSAGE = {
  key: 'k',
  number: '+4915123456789',
  text: 'Saved: Milk & eggs',
};

describe('text messages over SNS (fixture, not a real SNS)', () => {
  let sns: SnsFixture;
  const lifecycle = new Lifecycle(
    createLogger({
      name: 'test',
      config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
    }),
  );
  before(async () => {
    sns = await startSns();
  });
  after(async () => {
    await lifecycle.close();
    sns.close();
  });

  const open = async (more: Record<string, string> = {}) => {
    const values = config.load(
      testEnvironment({
        DATABASE_URL: 'postgresql://h/d',
        BUS_DATABASE_URL: 'postgresql://h/b',
        UNSUBSCRIBE_KEYS: testKeys(),
        CHANNEL_KEYS: testKeys(),
        ...sns.settings,
        ...more,
      }),
    );
    const parts = { clock: systemClock, config: values, lifecycle };
    return (await openSmsSender(parts)).sender ?? assert.fail();
  };

  it('are published with the number, the text and a valid signature', async () => {
    const { id } = await (await open()).send(MESSAGE);
    assert.equal(id, 'm-1');
    assert.deepEqual(sns.published, [
      { number: MESSAGE.number, text: MESSAGE.text, type: 'Transactional' },
    ]);
  });

  it('are refused by the fixture when another secret has signed', async () => {
    const sender = await open({ SNS_SECRET_ACCESS_KEY: 'another' });
    await assert.rejects(sender.send(MESSAGE), /SignatureDoesNotMatch/);
  });

  for (const { failure, permanent, reason } of [
    {
      failure: 'InvalidParameter',
      permanent: true,
      reason: /^SNS answered InvalidParameter/,
    },
    {
      failure: 'Throttled',
      permanent: false,
      reason: /^SNS answered Throttled/,
    },
    {
      failure: 'InternalError',
      permanent: false,
      reason: /^SNS answered InternalError/,
    },
    { failure: 0, permanent: false, reason: /^SNS gave no answer: / },
  ] as const) {
    it(`${permanent ? 'are refused for good' : 'are worth another try'} after ${failure || 'no answer'}, asked once and without the number`, async () => {
      const sender = await open({ SEND_TIMEOUT_MS: '300' });
      const before = sns.requests;
      sns.failures.push(failure);
      await assert.rejects(sender.send(MESSAGE), (error: unknown) => {
        assert.ok(error instanceof SmsError);
        assert.match(error.message, reason);
        assert.doesNotMatch(error.message, /\d{5}/);
        assert.equal(error.permanent, permanent);
        return true;
      });
      assert.equal(sns.requests, before + 1);
    });
  }
});
