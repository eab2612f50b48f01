import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createEvent, TOPICS } from '@notes/events';
import type { Clock } from '@notes/service-kit';
import { waitFor } from '@notes/service-kit/testing';
import { smsPerson, type SmsView } from '../testing/smsPerson.ts';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
import { startSns, type SnsFixture } from '../testing/startSns.ts';

/** Goes on from noon, so that no test sees the end of a day. */
function sinceNoon(): Clock {
  const started = performance.now();
  const noon = new Date().setUTCHours(12, 0, 0, 0);
  return { now: () => new Date(noon + performance.now() - started) };
}

describe('a text message about a note', () => {
  let email: TestEmail;
  let sns: SnsFixture;
  before(async () => {
    sns = await startSns();
    email = await startEmail(
      { ...sns.settings, SMS_PER_DAY: '3' },
      { clock: sinceNoon() },
    );
  });
  after(async () => {
    await email.close();
    sns.close();
  });
  const someone = async () => smsPerson({ email, sns }, await email.person());
  const confirmed = async () => {
    const ann = await someone();
    await ann.put();
    assert.equal((await ann.confirm()).status, 200);
    return ann;
  };

  it('goes to a number that was confirmed, once for an event that comes again', async () => {
    const ann = await confirmed();
    const noteUrl = 'https://notes.example/n';
    const event = await email.request(ann.person, {
      data: { title: 'Milk', noteUrl },
    });
    assert.deepEqual(await ann.told(1), [`Saved: Milk ${noteUrl}`]);
    await email.delivery(ann.person, 'sent', 'sms');
    // The same event, and the same request in another one.
    const again = { ...event, id: randomUUID() };
    await email.publish(TOPICS.emailQueue, event, again);
    assert.equal((await email.mailed(event.data.noteId ?? '', 2)).length, 2);
    assert.equal((await ann.told(1)).length, 1);
    const { text } = await email.service.request('/api/email/deliveries', {
      as: email.as(ann.person),
    });
    assert.match(text, /"channel":"sms"/);
    const seen = JSON.stringify([text, email.service.logged()]);
    assert.equal(seen.includes(ann.number), false);
  });

  it('does not go to a number that is not confirmed, is turned off or deleted', async () => {
    const waiting = await someone();
    await waiting.put();
    const off = await confirmed();
    assert.equal((await off.put({ enabled: false })).status, 200);
    const gone = await confirmed();
    await gone.call('DELETE');
    for (const one of [waiting, off, gone]) {
      const { data } = await email.request(one.person);
      await email.mailed(data.noteId ?? '', 1);
      const { rowCount } = await email.pool.query(
        `SELECT 1 FROM deliveries WHERE recipient_id = $1 AND channel = 'sms'`,
        [one.person.id],
      );
      assert.equal(rowCount, 0);
    }
  });

  it('is not about the safety of an account', async () => {
    const ann = await confirmed();
    await email.request(ann.person, {
      template: 'registration-attempt',
      data: { name: 'Ann', at: '2026-01-02T03:04:05.000Z' },
    });
    await email.mailsTo(ann.person, 1);
    assert.equal(ann.texts().length, 1, 'the code alone');
  });

  it('is tried again until the network takes it, and counts once', async () => {
    const ann = await confirmed();
    sns.failures.push('Throttled', 'InternalError');
    await email.request(ann.person);
    const { attempts } = await email.delivery(ann.person, 'sent', 'sms');
    assert.equal(attempts, 3);
    const { rowCount } = await email.pool.query(
      'SELECT 1 FROM sms_sends WHERE user_id = $1',
      [ann.person.id],
    );
    assert.equal(rowCount, 2, 'the code and the message');
  });

  it('fails for good after the last attempt, and can be sent again by its owner alone', async () => {
    const [ann, bob] = [await confirmed(), await someone()];
    sns.failures.push(...Array<string>(4).fill('InternalError'));
    await email.request(ann.person);
    const row = await email.delivery(ann.person, 'failed', 'sms');
    assert.equal(row.attempts, 4);
    assert.match(String(row.reason), /^SNS answered InternalError/);
    const retry = (as: typeof ann) =>
      email.service.request(`/api/email/deliveries/${String(row.id)}/retry`, {
        method: 'POST',
        as: email.as(as.person),
      });
    assert.equal((await retry(bob)).status, 404);
    assert.equal((await retry(ann)).status, 202);
    await email.delivery(ann.person, 'sent', 'sms');
  });

  it('turns the channel off when the number takes no messages', async () => {
    const ann = await confirmed();
    sns.failures.push('InvalidParameter');
    await email.request(ann.person);
    const row = await email.delivery(ann.person, 'failed', 'sms');
    assert.equal(row.attempts, 1);
    const view = (await ann.call('GET')).body as SmsView;
    assert.equal(view.enabled, false);
    assert.match(view.reason ?? '', /^SNS answered InvalidParameter/);
  });

  it('is not sent beyond the limit of the day, and says why', async () => {
    const ann = await confirmed();
    for (let count = 0; count < 5; count += 1) await email.request(ann.person);
    const states = async () => {
      const { rows } = await email.pool.query<{
        state: string;
        reason: string | null;
      }>(
        `SELECT state, reason FROM deliveries WHERE recipient_id = $1 AND channel = 'sms'
            AND state IN ('sent', 'failed') ORDER BY state`,
        [ann.person.id],
      );
      return rows;
    };
    await waitFor(async () => (await states()).length === 5, 'all settled');
    const reason = 'the limit of 3 text messages a day is reached';
    assert.deepEqual(await states(), [
      ...Array.from({ length: 3 }, () => ({ state: 'failed', reason })),
      ...Array.from({ length: 2 }, () => ({ state: 'sent', reason: null })),
    ]);
    assert.equal((await ann.told(2)).length, 2);
  });

  it('goes nowhere when the account is deleted, and the number is forgotten', async () => {
    const ann = await confirmed();
    const { id } = ann.person;
    await email.publish(
      TOPICS.userEvents,
      createEvent({
        type: 'user.deleted',
        subject: id,
        source: '/services/test',
        data: { userId: id },
      }),
    );
    const kept = async () => {
      const { rows } = await email.pool.query(
        'SELECT user_id FROM sms_channels WHERE user_id = $1 UNION ALL SELECT user_id FROM sms_sends WHERE user_id = $1',
        [id],
      );
      return rows.length;
    };
    await waitFor(async () => (await kept()) === 0, 'nothing to be kept');
  });
});
