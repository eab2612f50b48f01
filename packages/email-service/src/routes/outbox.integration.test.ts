import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';
import { startSmtp } from '../testing/startSmtp.ts';

describe('the outbox page', () => {
  let email: TestEmail;
  before(async () => {
    email = await startEmail();
  });
  after(() => email.close());
  const get = (path: string) => email.service.request(path);

  it('says so when there is no mail', async () => {
    const { status, text } = await get('/outbox');
    assert.equal(status, 200);
    assert.match(text, /No mail yet/);
  });

  it('lists mails, shows one as HTML in a sandbox and as text, and escapes what it shows', async () => {
    const ann = await email.person('Ann <script>');
    await email.request(ann, {
      data: {
        title: '<script>alert(1)</script>',
        noteUrl: 'https://notes.example/n',
      },
    });
    const [mail] = await email.mailsTo(ann, 1);
    const list = await get('/outbox');
    assert.match(list.text, /Saved: &lt;script&gt;/);
    assert.doesNotMatch(list.text, /<script/);
    const one = await get(`/outbox/${mail?.id ?? ''}`);
    assert.match(
      one.text,
      /<iframe title="The mail as HTML" sandbox src="\/outbox\/[0-9a-f]{64}\/html">/,
    );
    assert.match(
      one.text,
      /Open it: <a href="https:\/\/notes\.example\/n">https:\/\/notes\.example\/n<\/a>/,
    );
    assert.doesNotMatch(one.text, /<script/);
    const html = await get(`/outbox/${mail?.id ?? ''}/html`);
    assert.match(
      html.headers.get('content-security-policy') ?? '',
      /^sandbox; default-src 'none'/,
    );
    assert.equal(html.text, mail?.message.html);
  });

  it('answers programs as JSON, by address, and can be emptied', async () => {
    const ann = await email.person();
    await email.request(ann);
    const [mail] = await email.mailsTo(ann, 1);
    const { items } = (await get(`/outbox/messages?to=${ann.email}`)).body as {
      items: { id: string; text: string }[];
    };
    assert.deepEqual(
      items.map(({ id, text }) => [id, text]),
      [[mail?.id, mail?.message.text]],
    );
    assert.deepEqual(
      (await get(`/outbox/messages/${mail?.id ?? ''}`)).body,
      items[0],
    );
    assert.equal(
      (await email.service.request('/outbox/messages', { method: 'DELETE' }))
        .status,
      204,
    );
    assert.deepEqual((await get('/outbox/messages')).body, { items: [] });
    for (const path of [
      '/outbox/x',
      '/outbox/..%2f..%2fetc',
      `/outbox/messages/${mail?.id ?? ''}`,
    ]) {
      assert.equal((await get(path)).status, 404, path);
    }
  });

  it('answers to this machine only, so that no other site reads it by a name that leads here', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(
        `${email.service.url}/outbox`,
        { headers: { host: 'evil.example' } },
        answer => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    assert.equal(status, 403);
  });
});

it('the outbox page is not there when mails are sent', async t => {
  const smtp = await startSmtp();
  const email = await startEmail({ SMTP_URL: smtp.url });
  t.after(async () => {
    await email.close();
    await smtp.close();
  });
  assert.equal((await email.service.request('/outbox')).status, 404);
});
