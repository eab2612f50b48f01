import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newNumber } from '../../testing/smsPerson.ts';
import { startEmail } from '../../testing/startEmail.ts';
import { SmsOutbox } from './SmsOutbox.ts';

const PATH = '/api/email/channels/sms';

describe('text messages without SNS_REGION', () => {
  it('are on the page of the outbox of a development machine, and can be emptied', async t => {
    const email = await startEmail();
    t.after(() => email.close());
    const as = email.as(await email.person());
    const number = newNumber();
    const json = { enabled: true, number };
    const put = await email.service.request(PATH, { method: 'PUT', as, json });
    assert.equal(put.status, 200, put.text);
    const page = await email.service.request('/outbox');
    assert.match(page.text, /<span class="chip">SMS<\/span>/);
    const code = /your code is (\d{6})\./.exec(page.text)?.[1];
    const done = await email.service.request(`${PATH}/confirmation`, {
      method: 'POST',
      as,
      json: { code },
    });
    assert.equal(done.status, 200, done.text);
    const { body } = await email.service.request('/outbox/texts');
    const { items } = body as { items: { number: string }[] };
    assert.deepEqual(
      items.map(one => one.number),
      [number],
    );
    await email.service.request('/outbox/messages', { method: 'DELETE' });
    const empty = await email.service.request('/outbox/texts');
    assert.deepEqual(empty.body, { items: [] });
  });

  it('are one file for a key, whoever sends it again', async t => {
    const email = await startEmail();
    t.after(() => email.close());
    const outbox = new SmsOutbox(email.settings.OUTBOX_DIRECTORY ?? '');
    const message = { key: 'k', number: newNumber(), text: 'one' };
    await outbox.send(message);
    await outbox.send({ ...message, text: 'two' });
    const texts = await outbox.list();
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['one'],
    );
  });

  it('are refused in production, with what is missing', async t => {
    const email = await startEmail({
      NODE_ENV: 'production',
      SMTP_URL: 'smtps://127.0.0.1:1',
    });
    t.after(() => email.close());
    const as = email.as(await email.person());
    for (const [method, path, json] of [
      ['PUT', PATH, { enabled: true, number: newNumber() }],
      ['POST', `${PATH}/code`, undefined],
    ] as const) {
      const reply = await email.service.request(path, {
        method,
        as,
        ...(json && { json }),
      });
      assert.equal(reply.status, 409, reply.text);
      assert.match(reply.text, /not set up here.*SNS_REGION/);
    }
  });
});
