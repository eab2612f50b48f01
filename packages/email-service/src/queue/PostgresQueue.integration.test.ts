import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MailMessage } from '@notes/functions/email-notification';
import { inTransaction } from '@notes/service-kit';
import { TestClock } from '@notes/service-kit/testing';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
import { PostgresQueue } from './PostgresQueue.ts';

const message = (subject: string): MailMessage => ({
  key: 'k',
  messageId: '<k@notes.example>',
  from: { address: 'no-reply@notes.example' },
  to: { address: 'ann@example.com' },
  subject,
  text: '',
  html: '',
  headers: {},
});

const VISIBILITY_MS = 60_000;

describe('the queue in a table', () => {
  let email: TestEmail;
  before(async () => {
    email = await startEmail();
    await email.service.close();
  });
  after(() => email.close());

  function setup() {
    const { pool } = email;
    const clock = new TestClock();
    const queue = new PostgresQueue({
      pool,
      clock,
      visibilityMs: VISIBILITY_MS,
      delayAfter: () => 0,
    });
    const send = (mail: MailMessage) =>
      inTransaction(pool, client => queue.send([mail], client));
    /** The subjects of what comes now; it is kept for the next time with `again`. */
    const take = async (again = false) => {
      const subjects: string[] = [];
      await queue.deliver(({ Records }) => {
        const mails = Records.map(({ body }) => body);
        subjects.push(
          ...mails.map(body => (JSON.parse(body) as MailMessage).subject),
        );
        const failed = again ? Records : [];
        return Promise.resolve({
          batchItemFailures: failed.map(({ messageId }) => ({
            itemIdentifier: messageId,
          })),
        });
      });
      return subjects;
    };
    return { clock, queue, send, take };
  }

  it('keeps a mail that is queued again while its last message is still in hand', async () => {
    const { queue, send, take } = setup();
    await send(message('first'));
    await queue.deliver(async () => {
      // It has failed for good, and its recipient asked for it again before the batch has ended.
      await send(message('second'));
      return { batchItemFailures: [] };
    });
    assert.deepEqual(await take(), ['second']);
    assert.deepEqual(await take(), []);
  });

  it('keeps a mail that another has in hand when the one who took too long is done with it', async () => {
    const { clock, queue, send, take } = setup();
    await send(message('slow'));
    await queue.deliver(async () => {
      clock.advance(VISIBILITY_MS);
      assert.deepEqual(await take(true), ['slow']);
      return { batchItemFailures: [] };
    });
    assert.deepEqual(await take(), ['slow']);
    assert.deepEqual(await take(), []);
  });
});
