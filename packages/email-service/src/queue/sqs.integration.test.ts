import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  createEmailNotification,
  mailMessage,
  MailError,
  type MailMessage,
} from '@notes/functions/email-notification';
import { waitFor } from '@notes/service-kit/testing';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
import { startSqs, type SqsFixture } from '../testing/startSqs.ts';
import { SqsMailQueue } from './SqsMailQueue.ts';

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

describe('mails over SQS (fixture, not a real SQS)', () => {
  let sqs: SqsFixture;
  let email: TestEmail | undefined;
  before(async () => {
    Object.assign(process.env, CREDENTIALS);
    sqs = await startSqs();
  });
  after(() => {
    sqs.close();
    for (const name of Object.keys(CREDENTIALS))
      Reflect.deleteProperty(process.env, name);
  });

  it('go through the queue to the function in this process, once for a message that is there twice', async t => {
    email = await startEmail({ SQS_QUEUE_URL: sqs.urlOf('mail') });
    t.after(() => email?.close());
    const ann = await email.person();
    const { data } = await email.request(ann);
    assert.equal((await email.mailed(data.noteId ?? '', 1))[0]?.status, 'sent');
    const [mail] = await email.mailsTo(ann, 1);
    sqs.send('mail', JSON.stringify(mail?.message));
    await waitFor(() => sqs.messages('mail').length === 0, 'an empty queue');
    assert.equal((await email.mailed(data.noteId ?? '', 1)).length, 1);
    assert.equal((await email.mailsTo(ann, 1)).length, 1);
  });

  it('are left to a deployed function, whose reports settle them', async t => {
    email = await startEmail({
      SQS_QUEUE_URL: sqs.urlOf('out'),
      SQS_OUTCOME_QUEUE_URL: sqs.urlOf('outcomes'),
    });
    t.after(() => email?.close());
    const ann = await email.person();
    const { data } = await email.request(ann);
    await waitFor(
      () => sqs.messages('out').length === 1,
      'the message in the queue',
    );
    assert.deepEqual(await email.outbox.list(), []);
    const { key } = mailMessage.parse(
      JSON.parse(sqs.messages('out')[0]?.body ?? ''),
    );
    sqs.send('outcomes', 'no report');
    for (let round = 0; round < 2; round += 1) {
      sqs.send(
        'outcomes',
        JSON.stringify({ key, outcome: { status: 'sent', receipt: 'ses-1' } }),
      );
    }
    assert.equal((await email.mailed(data.noteId ?? '', 1))[0]?.status, 'sent');
    await waitFor(
      () => sqs.messages('outcomes').length === 1,
      'the reports to be taken',
    );
    assert.equal(
      sqs.messages('outcomes')[0]?.body,
      'no report',
      'left for the redrive policy',
    );
  });

  it('that could not be sent come again after a wait that grows with the count of deliveries', async () => {
    const client = new SQSClient({ region: 'us-east-1' });
    const waits: number[] = [];
    const queue = new SqsMailQueue({
      client,
      queueUrl: sqs.urlOf('again'),
      visibilityMs: 60_000,
      waitSeconds: 0,
      delayAfter: count => {
        waits.push(count);
        return 0;
      },
    });
    const message: MailMessage = {
      key: 'k',
      messageId: '<k@localhost>',
      from: { address: 'a@example.com' },
      to: { address: 'b@example.com' },
      subject: 's',
      html: 'h',
      text: 't',
      headers: {},
    };
    await queue.send([message]);
    const claim = {
      settle: () => Promise.resolve(),
      release: () => Promise.resolve('retry' as const),
    };
    const handler = createEmailNotification({
      mail: {
        send: () => Promise.reject(new MailError('451', { permanent: false })),
      },
      ledger: { claim: () => Promise.resolve(claim) },
      logger: {
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
      },
    });
    const { signal } = new AbortController();
    for (let round = 0; round < 3; round += 1)
      assert.equal(await queue.deliver(handler, signal), 1);
    assert.deepEqual(waits, [1, 2, 3]);
    assert.equal(sqs.messages('again').length, 1);
    client.destroy();
  });
});
