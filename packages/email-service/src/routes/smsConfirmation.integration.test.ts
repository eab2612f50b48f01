import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TestClock } from '@notes/service-kit/testing';
import { smsPerson, type SmsView } from '../testing/smsPerson.ts';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
import { startSns, type SnsFixture } from '../testing/startSns.ts';

const MINUTE = 60_000;

describe('a number for text messages', () => {
  let email: TestEmail;
  let sns: SnsFixture;
  const clock = new TestClock('2026-03-04T10:00:00Z');
  before(async () => {
    sns = await startSns();
    email = await startEmail({ ...sns.settings, SMS_PER_DAY: '3' }, { clock });
  });
  after(async () => {
    await email.close();
    sns.close();
  });
  const someone = async () => smsPerson({ email, sns }, await email.person());

  it('is confirmed by the code that was sent to it, and shown masked', async () => {
    const ann = await someone();
    const made = await ann.put();
    assert.equal(made.status, 200, made.text);
    assert.equal((made.body as SmsView).confirmed, false);
    assert.equal(made.text.includes(ann.number), false);
    assert.match((made.body as SmsView).number, /^\+49\*{9}\d\d$/);
    const code = ann.codes()[0] ?? assert.fail('no code');
    const done = await ann.confirm(code);
    assert.equal(done.status, 200, done.text);
    const read = (await ann.call('GET')).body as SmsView;
    assert.deepEqual([read.enabled, read.confirmed], [true, true]);
    assert.equal((await ann.confirm('000000')).status, 200, 'it stays so');
    const { rows } = await email.pool.query(
      'SELECT * FROM sms_channels WHERE user_id = $1',
      [ann.person.id],
    );
    const kept = JSON.stringify([rows, email.service.logged()]);
    assert.equal(kept.includes(ann.number), false);
    assert.equal(kept.includes(code), false);
  });

  it('keeps its code by a hash alone until it is confirmed', async () => {
    const ann = await someone();
    await ann.put();
    const { rows } = await email.pool.query<Record<string, unknown>>(
      'SELECT * FROM sms_channels WHERE user_id = $1',
      [ann.person.id],
    );
    assert.ok(rows[0]?.code_hash);
    assert.equal(JSON.stringify(rows).includes(ann.codes()[0] ?? '-'), false);
  });

  it('gets one code, however often the same is asked, also at once', async () => {
    const ann = await someone();
    const replies = await Promise.all([ann.put(), ann.put(), ann.put()]);
    assert.deepEqual(
      replies.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(ann.codes().length, 1);
  });

  it('is not confirmed by a wrong code, and after five of them not by the right one', async () => {
    const ann = await someone();
    await ann.put();
    for (const left of [4, 3, 2, 1, 0]) {
      const reply = await ann.confirm(ann.wrongCode());
      assert.equal(reply.status, 400);
      assert.match(reply.text, new RegExp(`"field":"/code".*${left} attempts`));
    }
    const reply = await ann.confirm();
    assert.equal(reply.status, 409);
    assert.match(reply.text, /wrong 5 times/);
  });

  it('is not confirmed by a code of more than ten minutes, but by another one', async () => {
    const ann = await someone();
    await ann.put();
    assert.equal((await ann.call('POST', '/code')).status, 429, 'too soon');
    clock.advance(10 * MINUTE);
    const late = await ann.confirm();
    assert.equal(late.status, 409);
    assert.match(late.text, /no valid code/);
    assert.equal((await ann.call('POST', '/code')).status, 202);
    assert.equal(ann.codes().length, 2);
    assert.equal((await ann.confirm()).status, 200);
    assert.equal((await ann.call('POST', '/code')).status, 409);
  });

  it('has to be confirmed again when it is another one', async () => {
    const ann = await someone();
    await ann.put();
    await ann.confirm();
    const changed = await ann.put({ number: '+15005550006' });
    assert.equal((changed.body as SmsView).confirmed, false);
  });

  it('gets no more codes than messages of a day, and again on the next one', async () => {
    const ann = await someone();
    await ann.put();
    for (const status of [202, 202, 429]) {
      clock.advance(2 * MINUTE);
      const reply = await ann.call('POST', '/code');
      assert.equal(reply.status, status, reply.text);
      if (status === 429)
        assert.ok(Number(reply.headers.get('retry-after')) > 3_600);
    }
    clock.advance(24 * 60 * MINUTE);
    assert.equal((await ann.call('POST', '/code')).status, 202);
  });

  it('can be set again when the code could not be sent', async () => {
    const ann = await someone();
    sns.failures.push('InternalError');
    const failed = await ann.put();
    assert.equal(failed.status, 503, failed.text);
    assert.equal((await ann.put()).status, 200);
    assert.equal((await ann.confirm()).status, 200);
  });

  it('is refused by its field when the network knows no such number', async () => {
    const ann = await someone();
    sns.failures.push('InvalidParameter');
    const reply = await ann.put();
    assert.equal(reply.status, 400);
    assert.match(reply.text, /"field":"\/number"/);
  });

  for (const number of [
    '015123456789',
    '+49 151 23456789',
    '+0123456789',
    '+4912345',
    '+4915123456789012',
    '+49151٢٣٤٥٦٧٨',
  ]) {
    it(`is refused as ${JSON.stringify(number)}, with the form that is expected`, async () => {
      const ann = await someone();
      const reply = await ann.put({ number });
      assert.equal(reply.status, 400);
      assert.match(reply.text, /"field":"\/number".*expected E\.164/);
      assert.equal(reply.text.includes(number), false);
    });
  }

  it('is asked for when there is none yet', async () => {
    const ann = await someone();
    const reply = await ann.call('PUT', '', { enabled: true });
    assert.equal(reply.status, 400);
    assert.match(reply.text, /"field":"\/number","message":"required/);
    const empty = await ann.call('POST', '/confirmation', { code: '12345' });
    assert.equal(empty.status, 400);
  });

  it('is forgotten when it is deleted, as often as that is asked', async () => {
    const ann = await someone();
    await ann.put();
    assert.equal((await ann.call('DELETE')).status, 204);
    assert.equal((await ann.call('DELETE')).status, 204);
    assert.equal((await ann.call('GET')).status, 404);
  });

  it('belongs to its owner alone', async () => {
    const [ann, bob] = [await someone(), await someone()];
    await ann.put();
    const code = ann.codes()[0] ?? '';
    assert.equal((await bob.call('GET')).status, 404);
    assert.equal((await bob.call('POST', '/code')).status, 404);
    assert.equal((await bob.confirm(code)).status, 404);
    assert.equal((await bob.call('DELETE')).status, 204);
    assert.equal((await ann.confirm(code)).status, 200, 'still there');
  });

  it('is for people with the permission alone', async () => {
    const ann = await someone();
    const path = '/api/email/channels/sms';
    const ask = (as?: { subject: string; permissions: string[] }) =>
      email.service.request(path, {
        method: 'PUT',
        json: { enabled: true, number: ann.number },
        ...(as && { as }),
      });
    const { id } = ann.person;
    assert.equal((await ask()).status, 401);
    const readOnly = { subject: id, permissions: ['email:read'] };
    assert.equal((await ask(readOnly)).status, 403);
    const program = { subject: 'gateway', permissions: ['email:write'] };
    assert.equal((await ask(program)).status, 403);
    assert.deepEqual(ann.texts(), []);
  });
});
