import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { readEvent } from '../testing/readEvent.ts';
import { recordedLog } from '../testing/recordedLog.ts';
import { createEmailNotification } from './createEmailNotification.ts';
import { fromPubSub } from './fromPubSub.ts';
import { fromServiceBus } from './fromServiceBus.ts';
import type { Ledger, Outcome } from './Ledger.ts';
import { MailError } from './MailError.ts';
import { mailMessage, type MailMessage } from './MailMessage.ts';

function setup(
  options: {
    attempts?: number;
    fails?: (message: MailMessage) => Error | undefined;
  } = {},
) {
  const { attempts = 3, fails = () => undefined } = options;
  const sent: MailMessage[] = [];
  const outcomes = new Map<string, Outcome>();
  const busy = new Set<string>();
  const failures: string[] = [];
  const ledger: Ledger = {
    claim: key => {
      if (outcomes.has(key)) return Promise.resolve('settled');
      if (busy.has(key)) return Promise.resolve('busy');
      busy.add(key);
      return Promise.resolve({
        settle: outcome => {
          busy.delete(key);
          outcomes.set(key, outcome);
          return Promise.resolve();
        },
        release: reason => {
          busy.delete(key);
          failures.push(reason);
          return Promise.resolve(
            failures.length < attempts ? 'retry' : 'given-up',
          );
        },
      });
    },
  };
  const mail = {
    send: (message: MailMessage) => {
      const failure = fails(message);
      if (failure) return Promise.reject(failure);
      sent.push(message);
      return Promise.resolve({ id: `r${sent.length}` });
    },
  };
  const logger = recordedLog();
  const handler = createEmailNotification({ mail, ledger, logger });
  return { handler, sent, outcomes, busy, failures, logger };
}

const [template] = readEvent<SQSEvent>('sqs-mail').Records;
assert.ok(template);
const record = (id: string, more: Partial<MailMessage> = {}): SQSRecord => {
  const message = mailMessage.parse(JSON.parse(template.body));
  const body = JSON.stringify({ ...message, key: id, ...more });
  return { ...template, messageId: `m-${id}`, body };
};
const refused = (permanent: boolean) =>
  new MailError('550 no such user', { permanent });

describe('email-notification', () => {
  it('sends the mail of a recorded event and writes down the receipt', async () => {
    const { handler, outcomes, sent } = setup();
    const answer = await handler(readEvent('sqs-mail'));
    assert.deepEqual(answer, { batchItemFailures: [] });
    assert.deepEqual(
      sent.map(({ subject }) => subject),
      ['Your note is saved'],
    );
    assert.deepEqual(outcomes.get('0f2b8d0c'), {
      status: 'sent',
      receipt: 'r1',
    });
  });

  it('sends one mail for a key that comes twice, in one batch or in two', async () => {
    const { handler, sent } = setup();
    const batch = {
      Records: [record('a'), { ...record('a'), messageId: 'again' }],
    };
    const first = await handler(batch);
    assert.deepEqual(first.batchItemFailures, [{ itemIdentifier: 'again' }]);
    assert.deepEqual(await handler(batch), { batchItemFailures: [] });
    assert.equal(sent.length, 1);
  });

  it('asks again for exactly the messages that failed', async () => {
    const { handler, sent } = setup({
      fails: ({ key }) => (key === 'b' ? refused(false) : undefined),
    });
    const Records = [record('a'), record('b'), record('c')];
    const { batchItemFailures } = await handler({ Records });
    assert.deepEqual(batchItemFailures, [{ itemIdentifier: 'm-b' }]);
    assert.deepEqual(
      sent.map(({ key }) => key),
      ['a', 'c'],
    );
  });

  it('asks again for everything after a failure when the queue keeps an order', async () => {
    const { handler, sent } = setup({
      fails: ({ key }) => (key === 'b' ? refused(false) : undefined),
    });
    const Records = ['a', 'b', 'c'].map(id => ({
      ...record(id),
      eventSourceARN: `${template.eventSourceARN}.fifo`,
    }));
    const { batchItemFailures } = await handler({ Records });
    assert.deepEqual(
      batchItemFailures.map(one => one.itemIdentifier),
      ['m-b', 'm-c'],
    );
    assert.deepEqual(
      sent.map(({ key }) => key),
      ['a'],
    );
  });

  it('does not ask again for a mail that is refused for good', async () => {
    const { handler, outcomes } = setup({ fails: () => refused(true) });
    const answer = await handler({ Records: [record('a')] });
    assert.deepEqual(answer, { batchItemFailures: [] });
    assert.deepEqual(outcomes.get('a'), {
      status: 'failed',
      reason: '550 no such user',
    });
  });

  it('gives up when the ledger does', async () => {
    const { failures, handler } = setup({
      attempts: 2,
      fails: () => new Error('ECONNRESET'),
    });
    const batch = { Records: [record('a')] };
    assert.equal((await handler(batch)).batchItemFailures.length, 1);
    assert.equal((await handler(batch)).batchItemFailures.length, 0);
    assert.deepEqual(failures, ['ECONNRESET', 'ECONNRESET']);
  });

  it('does not count a mail that is out as a failed attempt when that cannot be written down', async () => {
    const { handler, busy, failures, outcomes } = setup();
    outcomes.set = () => {
      throw new Error('the database is away');
    };
    const { batchItemFailures } = await handler({ Records: [record('a')] });
    assert.equal(batchItemFailures.length, 1);
    assert.deepEqual([failures, busy.size], [[], 0]);
  });

  for (const { body, reason, wrong } of [
    { reason: 'no JSON', body: '{', wrong: /not JSON/ },
    { reason: 'no mail', body: '{"key":"k"}', wrong: /subject/ },
    {
      reason: 'a second header in its subject',
      body: record('a', { subject: 'Hi\r\nBcc: x@example.com' }).body,
      wrong: /subject: expected one line/,
    },
    {
      reason: 'a second header in a header',
      body: record('a', { headers: { 'List-Id': 'x\nBcc: y' } }).body,
      wrong: /expected one line/,
    },
  ]) {
    it(`leaves a message with ${reason} to the dead letters, and logs no value of it`, async () => {
      const { handler, logger, sent } = setup();
      const { batchItemFailures } = await handler({
        Records: [{ ...template, body }],
      });
      assert.equal(batchItemFailures.length, 1);
      assert.equal(sent.length, 0);
      const log = JSON.stringify(logger.lines);
      assert.match(log, wrong);
      assert.doesNotMatch(log, /example\.com/);
    });
  }
});

describe('email-notification in other clouds', () => {
  it('takes an event of Pub/Sub, and throws to get it again', async () => {
    const data = Buffer.from(record('a').body).toString('base64');
    const event = {
      data: { message: { data, messageId: '1' }, deliveryAttempt: 2 },
    };
    const well = setup();
    await fromPubSub(well.handler)(event);
    assert.equal(well.sent.length, 1);
    const unwell = setup({ fails: () => refused(false) });
    await assert.rejects(
      fromPubSub(unwell.handler)(event),
      /message 1 is to be brought again/,
    );
    await assert.rejects(fromPubSub(well.handler)({}), /no message/);
  });

  it('takes a message of Service Bus, parsed or not, and throws to get it again', async () => {
    const context = { triggerMetadata: { messageId: '7', deliveryCount: 1 } };
    const well = setup();
    await fromServiceBus(well.handler)(record('a').body, context);
    await fromServiceBus(well.handler)(
      JSON.parse(record('b').body) as object,
      {},
    );
    assert.equal(well.sent.length, 2);
    const unwell = setup({ fails: () => refused(false) });
    await assert.rejects(
      fromServiceBus(unwell.handler)(record('a').body, context),
      /message 7/,
    );
  });
});
