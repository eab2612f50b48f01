import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createEvent, TOPICS } from '@notes/events';
import { waitFor } from '@notes/service-kit/testing';
import {
  mailRequest,
  registered,
  startEmail,
  type TestEmail,
} from '../testing/startEmail.ts';

describe('a request for mail', () => {
  let email: TestEmail;
  before(async () => {
    email = await startEmail();
  });
  after(() => email.close());

  const deadLetters = async () => email.bus.readDeadLetters({ limit: 100 });

  it('becomes one mail with both parts, and the workflow hears of it', async () => {
    const ann = await email.person('Ann');
    const { data } = await email.request(ann, {});
    const [mail] = await email.mailsTo(ann, 1);
    assert.equal(mail?.message.subject, 'Saved: Milk');
    assert.match(mail.message.html, /Hello Ann/);
    assert.match(
      mail.message.text,
      /Open it: http:\/\/localhost:4000\/notes\//,
    );
    assert.match(mail.message.messageId, /^<[0-9a-f]{40}@localhost>$/);
    assert.match(
      mail.message.headers['List-Unsubscribe'] ?? '',
      /^<http:\/\/localhost:4000\/api\/email\/unsubscribe\?token=/,
    );
    assert.equal(
      mail.message.headers['List-Unsubscribe-Post'],
      'List-Unsubscribe=One-Click',
    );
    const [told] = await email.mailed(data.noteId ?? '', 1);
    assert.deepEqual(told, {
      noteId: data.noteId,
      ownerId: ann.id,
      version: 1,
      status: 'sent',
    });
    const row = await email.delivery(ann, 'sent');
    assert.deepEqual(
      [row.attempts, row.data],
      [1, null],
      'what was said is forgotten',
    );
  });

  it('stays one mail when it comes again with the same or another event id, and is confirmed again', async () => {
    const ann = await email.person();
    const first = await email.request(ann);
    await email.mailed(first.data.noteId ?? '', 1);
    await email.publish(
      TOPICS.emailQueue,
      { ...first, id: randomUUID() },
      { ...first, id: randomUUID() },
    );
    const told = await email.mailed(first.data.noteId ?? '', 3);
    assert.deepEqual(
      told.map(({ status }) => status),
      ['sent', 'sent', 'sent'],
    );
    assert.equal((await email.mailsTo(ann, 1)).length, 1);
  });

  it('waits for a recipient who is not known yet', async () => {
    const id = randomUUID();
    const person = { id, email: `${id}@example.com`, permissions: [] };
    await email.request(person);
    await waitFor(
      () =>
        email.service
          .logged()
          .some(one => one.msg === 'event could not be handled'),
      'a failed attempt',
    );
    await email.publish(
      TOPICS.userEvents,
      registered({ id, email: person.email, name: 'Late' }),
    );
    assert.equal((await email.mailsTo(person, 1)).length, 1);
  });

  it('goes to the dead letters at once when no template can use it, and says which field, not its value', async () => {
    const ann = await email.person();
    const wrong = [
      await email.request(ann, { template: 'constructor' }),
      await email.request(ann, {
        data: { title: 'hush', noteUrl: 'javascript:hush' },
      }),
      await email.request(ann, {
        data: { title: 'hush', noteUrl: 'https://a.b', more: 'hush' },
      }),
    ];
    await waitFor(async () => {
      const ids = (await deadLetters()).map(({ eventId }) => eventId);
      return wrong.every(({ id }) => ids.includes(id));
    }, 'three dead letters');
    const reasons = (await deadLetters())
      .map(({ reason }) => reason)
      .join('\n');
    assert.match(reasons, /there is no template "constructor"/);
    assert.match(reasons, /data\.noteUrl: /);
    assert.doesNotMatch(reasons, /hush/);
  });

  it('follows people: a new address is used, and an older event changes nothing', async () => {
    const ann = await email.person();
    const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);
    const update = (address: string, time: Date) =>
      createEvent({
        type: 'user.updated',
        subject: ann.id,
        source: '/t',
        time,
        data: { userId: ann.id, email: address },
      });
    await email.publish(
      TOPICS.userEvents,
      update('new@example.com', at(60)),
      update('old@example.com', at(30)),
    );
    await waitFor(async () => {
      const { rows } = await email.pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM processed_events WHERE event_id IS NOT NULL',
      );
      const known = await email.pool.query(
        'SELECT 1 FROM recipients WHERE user_id = $1 AND email = $2',
        [ann.id, 'new@example.com'],
      );
      return (rows[0]?.count ?? 0) > 0 && known.rowCount === 1;
    }, 'the new address');
    await email.request(ann);
    const [mail] = await email.mailsTo({ ...ann, email: 'new@example.com' }, 1);
    assert.ok(mail);
  });

  it('is suppressed for an account that is gone, whose address is forgotten for good', async () => {
    const ann = await email.person();
    const gone = createEvent({
      type: 'user.deleted',
      subject: ann.id,
      source: '/t',
      time: new Date(Date.now() + 1_000),
      data: { userId: ann.id },
    });
    const late = registered({
      id: ann.id,
      email: 'back@example.com',
      name: 'Back',
    });
    await email.publish(TOPICS.userEvents, gone, late);
    await waitFor(
      async () =>
        (
          await email.pool.query(
            'SELECT 1 FROM recipients WHERE user_id = $1 AND email IS NULL',
            [ann.id],
          )
        ).rowCount === 1,
      'the address to be forgotten',
    );
    const { data } = await email.request(ann);
    const [told] = await email.mailed(data.noteId ?? '', 1);
    assert.deepEqual(
      [told?.status, told?.reason],
      ['suppressed', 'the account is deleted'],
    );
    const { rows } = await email.pool.query<{
      email: string | null;
      name: string | null;
    }>('SELECT email, name FROM recipients WHERE user_id = $1', [ann.id]);
    assert.deepEqual(rows, [{ email: null, name: null }]);
  });

  it('sends security mails without a way to turn them off', async () => {
    const ann = await email.person();
    const event = mailRequest(ann.id, {
      template: 'registration-attempt',
      data: { name: 'Ann', at: '2026-01-02T03:04:05.000Z' },
    });
    delete event.data.noteId;
    delete event.data.version;
    await email.publish(TOPICS.emailQueue, event);
    const [mail] = await email.mailsTo(ann, 1);
    assert.ok(mail);
    assert.equal(mail.message.headers['List-Unsubscribe'], undefined);
    assert.doesNotMatch(mail.message.html, /unsubscribe/);
  });

  it('counts deliveries by channel and outcome, and logs no address', async () => {
    const { text } = await email.service.request('/metrics');
    assert.match(
      text,
      /email_deliveries_total\{channel="mail",outcome="sent"[^}]*\} \d/,
    );
    assert.doesNotMatch(
      JSON.stringify(email.service.logged()),
      /@example\.com|Milk/,
    );
  });
});
