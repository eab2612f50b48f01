import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { KeyRing } from '@notes/service-kit';
import { TestClock } from '@notes/service-kit/testing';
import {
  startEmail,
  type Person,
  type TestEmail,
} from '../testing/startEmail.ts';

describe('unsubscribing', () => {
  let email: TestEmail;
  const clock = new TestClock();
  before(async () => {
    email = await startEmail({}, { clock });
  });
  after(() => email.close());

  async function linkOf(person: Person): Promise<string> {
    await email.request(person);
    const [mail] = await email.mailsTo(person, 1);
    const url = new URL(
      /<(.*)>/.exec(mail?.message.headers['List-Unsubscribe'] ?? '')?.[1] ?? '',
    );
    return url.pathname + url.search;
  }
  const isMailed = async (person: Person) =>
    (
      (
        await email.service.request('/api/email/channels', {
          as: email.as(person),
        })
      ).body as { mail: { enabled: boolean } }
    ).mail.enabled;

  it('is asked about by GET, which changes nothing, and done by one click', async () => {
    const ann = await email.person();
    const link = await linkOf(ann);
    for (const method of ['GET', 'HEAD']) {
      const shown = await email.service.request(link, { method });
      assert.equal(shown.status, 200);
      assert.match(shown.headers.get('content-type') ?? '', /text\/html/);
      assert.match(
        shown.headers.get('content-security-policy') ?? '',
        /default-src 'none'/,
      );
    }
    assert.equal(await isMailed(ann), true);
    // As RFC 8058 shows it: no session, no cookie, and the answer is no redirect.
    const done = await email.service.request(link, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    assert.equal(done.status, 200);
    assert.equal(await isMailed(ann), false);
  });

  it('works with the other form that RFC 8058 allows, and twice', async () => {
    const ann = await email.person();
    const link = await linkOf(ann);
    for (let round = 0; round < 2; round += 1) {
      const body =
        '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';
      const reply = await email.service.request(link, {
        method: 'POST',
        body,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      });
      assert.equal(reply.status, 200, reply.text);
    }
    assert.equal(await isMailed(ann), false);
  });

  it('suppresses mails about notes, tells the workflow, and ends when mail is turned on again', async () => {
    const ann = await email.person();
    await email.service.request(await linkOf(ann), { method: 'POST' });
    const { data } = await email.request(ann);
    const [told] = await email.mailed(data.noteId ?? '', 1);
    assert.deepEqual(
      [told?.status, told?.reason],
      ['suppressed', 'unsubscribed'],
    );
    const json = { mail: { enabled: true }, slack: null, webhook: null };
    await email.service.request('/api/email/channels', {
      method: 'PUT',
      as: email.as(ann),
      json,
    });
    const { data: next } = await email.request(ann);
    assert.equal((await email.mailed(next.noteId ?? '', 1))[0]?.status, 'sent');
  });

  it('does not stop mails about the safety of the account', async () => {
    const ann = await email.person();
    await email.service.request(await linkOf(ann), { method: 'POST' });
    await email.request(ann, {
      template: 'registration-attempt',
      data: { name: 'Ann', at: clock.now().toISOString() },
      key: `attempt:${ann.id}`,
    });
    const mails = await email.mailsTo(ann, 2);
    assert.ok(
      mails.some(({ message }) => message.subject.startsWith('Someone tried')),
    );
  });

  it('takes no link but those of mails', async () => {
    const ann = await email.person();
    const ring = KeyRing.parse(email.settings.UNSUBSCRIBE_KEYS ?? '');
    const sign = (claims: object, audience = 'email-unsubscribe') =>
      ring.sign(
        { ...claims },
        {
          issuer: 'email-service',
          audience,
          expiresInSeconds: 60,
          now: clock.now(),
        },
      );
    const good =
      new URLSearchParams((await linkOf(ann)).split('?')[1]).get('token') ?? '';
    for (const token of [
      'x',
      `${good}x`,
      await sign({ sub: ann.id, category: 'security' }),
      await sign({ category: 'notes' }),
      await sign({ sub: ann.id, category: 'notes' }, 'notes-api'),
    ]) {
      for (const method of ['GET', 'POST']) {
        const reply = await email.service.request(
          `/api/email/unsubscribe?token=${token}`,
          { method },
        );
        assert.equal(reply.status, 400);
      }
    }
    assert.equal(
      (await email.service.request('/api/email/unsubscribe')).status,
      400,
    );
    assert.equal(await isMailed(ann), true);
    clock.advance(367 * 86_400_000);
    assert.equal(
      (await email.service.request(`/api/email/unsubscribe?token=${good}`))
        .status,
      400,
    );
  });
});
