import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
import { startSmtp, type TestSmtp } from '../testing/startSmtp.ts';
import { SmtpMailer } from './SmtpMailer.ts';

describe('mails by a real SMTP server', () => {
  let email: TestEmail;
  let smtp: TestSmtp;
  before(async () => {
    smtp = await startSmtp();
    email = await startEmail({ SMTP_URL: smtp.url });
  });
  after(async () => {
    await email.close();
    await smtp.close();
  });
  const to = (address: string) =>
    smtp.mails.filter(mail => mail.to.includes(address));

  it('arrive with both parts and the headers of RFC 8058', async () => {
    const ann = await email.person('Änne, the "first"');
    const { data } = await email.request(ann);
    await email.mailed(data.noteId ?? '', 1);
    const [mail, ...more] = to(ann.email);
    assert.equal(more.length, 0);
    const raw = mail?.raw.replaceAll(/\r\n[ \t]+/g, ' ') ?? '';
    assert.match(raw, /^Message-ID: <[0-9a-f]{40}@localhost>\r$/m);
    assert.match(
      raw,
      /^List-Unsubscribe: ?<http:\/\/localhost:4000\/api\/email\/unsubscribe\?token=[\w.-]+>\r$/m,
    );
    assert.match(raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    assert.match(raw, /multipart\/alternative/);
    assert.match(raw, /text\/plain/);
    assert.match(raw, /text\/html/);
  });

  it('are tried again after 4xx, with the same Message-ID', async () => {
    const ann = await email.person();
    smtp.refusals.push(451, 421);
    const { data } = await email.request(ann);
    assert.equal((await email.mailed(data.noteId ?? '', 1))[0]?.status, 'sent');
    assert.equal(to(ann.email).length, 1);
    assert.equal((await email.delivery(ann, 'sent')).attempts, 3);
  });

  it('fail at once after 5xx, the workflow hears why, and the owner may try again', async () => {
    const ann = await email.person();
    smtp.refusals.push(550);
    const { data } = await email.request(ann);
    const [told] = await email.mailed(data.noteId ?? '', 1);
    assert.deepEqual(
      [told?.status, told?.reason],
      ['failed', 'the mail server answered 550'],
    );
    assert.equal(to(ann.email).length, 0);

    const { body } = await email.service.request(
      '/api/email/deliveries?state=failed',
      { as: email.as(ann) },
    );
    const [item] = (body as { items: { id: string; attempts: number }[] })
      .items;
    assert.equal(item?.attempts, 1);
    const retry = `/api/email/deliveries/${item.id}/retry`;
    const bob = await email.person('Bob');
    const reply = (as?: object) =>
      email.service.request(retry, { method: 'POST', ...as });
    assert.equal((await reply({ as: email.as(bob) })).status, 404);
    assert.equal((await reply()).status, 401);
    assert.equal(
      (await reply({ as: { subject: ann.id, permissions: ['email:read'] } }))
        .status,
      403,
    );
    assert.equal((await reply({ as: email.as(ann) })).status, 202);
    const again = await email.mailed(data.noteId ?? '', 2);
    assert.equal(again[1]?.status, 'sent');
    assert.equal((await reply({ as: email.as(ann) })).status, 409);
    assert.equal(to(ann.email).length, 1);
  });

  it('fail when the server refuses as often as is tried, and keep what they were about', async () => {
    const ann = await email.person();
    smtp.refusals.push(451, 451, 451, 451);
    const { data } = await email.request(ann);
    const [told] = await email.mailed(data.noteId ?? '', 1);
    assert.equal(told?.status, 'failed');
    const row = await email.delivery(ann, 'failed');
    assert.deepEqual(
      [row.attempts, (row.data as { title: string }).title],
      [4, 'Milk'],
    );
  });

  it('that hold the link of a new password forget it when they fail, so they cannot be sent again', async () => {
    const ann = await email.person();
    smtp.refusals.push(550);
    await email.request(ann, {
      template: 'password-reset',
      data: { name: 'Ann', resetUrl: 'https://a.example/#t', minutes: 30 },
    });
    const { data, id } = await email.delivery(ann, 'failed');
    assert.equal(data, null);
    const retry = await email.service.request(
      `/api/email/deliveries/${String(id)}/retry`,
      { method: 'POST', as: email.as(ann) },
    );
    assert.equal(retry.status, 409);
  });
});

describe('an SMTP server', () => {
  it('that is not there is worth another try', async () => {
    const mailer = new SmtpMailer({
      url: 'smtp://127.0.0.1:9',
      timeoutMs: 1_000,
      requireTls: false,
    });
    const message = {
      key: 'k',
      messageId: '<k@localhost>',
      from: { address: 'a@example.com' },
      to: { address: 'b@example.com' },
      subject: 's',
      html: 'h',
      text: 't',
      headers: {},
    };
    await assert.rejects(mailer.send(message), {
      name: 'MailError',
      permanent: false,
      message: /ECONNREFUSED|ESOCKET/,
    });
    mailer.close();
  });

  it('that cannot encrypt is refused where encryption is required', async t => {
    const smtp = await startSmtp();
    t.after(() => smtp.close());
    const mailer = new SmtpMailer({
      url: smtp.url,
      timeoutMs: 2_000,
      requireTls: true,
    });
    const message = {
      key: 'k',
      messageId: '<k@localhost>',
      from: { address: 'a@example.com' },
      to: { address: 'b@example.com' },
      subject: 's',
      html: 'h',
      text: 't',
      headers: {},
    };
    await assert.rejects(mailer.send(message), { name: 'MailError' });
    assert.equal(smtp.mails.length, 0);
    mailer.close();
  });
});
