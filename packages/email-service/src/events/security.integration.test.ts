import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createEvent, TOPICS, type EmailRequested } from '@notes/events';
import { waitFor } from '@notes/service-kit/testing';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';

const TOKEN = 'only-the-mail-knows-this';
const RESET = {
  template: 'password-reset',
  data: {
    name: 'Ann',
    resetUrl: `http://localhost:4000/reset-password#token=${TOKEN}`,
    minutes: 30,
  },
};
const REQUESTS = [
  {
    template: 'registration-attempt',
    data: { name: 'Ann', at: '2026-01-02T03:04:05.000Z' },
  },
  RESET,
];

describe('a mail about the safety of an account', () => {
  let email: TestEmail;
  before(async () => {
    email = await startEmail();
  });
  after(() => email.close());

  for (const { data, template } of REQUESTS) {
    it(`such as ${template} comes in spite of turned off mails, and cannot be turned off`, async () => {
      const ann = await email.person('Ann');
      const off = await email.service.request('/api/email/channels', {
        method: 'PUT',
        as: email.as(ann),
        json: { mail: { enabled: false }, slack: null, webhook: null },
      });
      assert.equal(off.status, 200);
      const wanted = { userId: ann.id, template, data, key: randomUUID() };
      await email.publish(TOPICS.emailQueue, requestOf(wanted));
      const [mail] = await email.mailsTo(ann, 1);
      const { headers, html, text } = mail?.message ?? assert.fail();
      assert.equal(headers['List-Unsubscribe'], undefined);
      for (const part of [html, text]) {
        assert.match(part, /so it cannot be turned off/);
        assert.doesNotMatch(part, /unsubscribe/);
      }
    });
  }

  it('tells the link of a new password to its reader alone, and the outbox shows it', async () => {
    const ann = await email.person('Ann');
    const wanted = { userId: ann.id, ...RESET, key: randomUUID() };
    await email.publish(TOPICS.emailQueue, requestOf(wanted));
    const [mail] = await email.mailsTo(ann, 1);
    const { status, text } = await email.service.request(
      `/outbox/${mail?.id ?? ''}`,
    );
    assert.equal(status, 200);
    assert.ok(text.includes(`#token&#x3D;${TOKEN}">`), 'the link is there');
    const row = await email.delivery(ann, 'sent');
    const isForgotten = async () =>
      (await email.pool.query('SELECT 1 FROM queue_messages')).rowCount === 0;
    await waitFor(isForgotten, 'the queue to forget what is sent');
    for (const kept of [email.service.logged(), row]) {
      assert.ok(!JSON.stringify(kept).includes(TOKEN));
    }
  });

  it('says of data that it cannot use which field is wrong, and not the link', async () => {
    const ann = await email.person();
    const data = { ...RESET.data, minutes: 'soon' };
    const wanted = { ...RESET, userId: ann.id, data, key: randomUUID() };
    const event = requestOf(wanted);
    await email.publish(TOPICS.emailQueue, event);
    let reason: string | undefined;
    await waitFor(async () => {
      const letters = await email.bus.readDeadLetters({ limit: 100 });
      reason = letters.find(({ eventId }) => eventId === event.id)?.reason;
      return reason !== undefined;
    }, 'the dead letter');
    assert.match(reason ?? '', /data\.minutes: /);
    assert.ok(!(reason ?? '').includes(TOKEN));
    assert.ok(!JSON.stringify(email.service.logged()).includes(TOKEN));
  });
});

function requestOf(data: EmailRequested['data']): EmailRequested {
  const source = '/services/auth-service';
  const subject = data.userId;
  return createEvent({ type: 'email.requested', subject, source, data });
}
