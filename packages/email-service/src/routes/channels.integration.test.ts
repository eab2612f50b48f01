import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { TestClock, waitFor } from '@notes/service-kit/testing';
import {
  startEmail,
  type Person,
  type TestEmail,
} from '../testing/startEmail.ts';
import {
  isSignedWith,
  startReceiver,
  type TestReceiver,
} from '../testing/startReceiver.ts';

interface View {
  readonly mail: { enabled: boolean };
  readonly slack: { enabled: boolean; host: string; reason?: string } | null;
  readonly webhook: {
    enabled: boolean;
    host: string;
    secret?: string;
    previousUntil?: string;
    reason?: string;
  } | null;
}

describe('channels', () => {
  let email: TestEmail;
  let receiver: TestReceiver;
  const clock = new TestClock();
  before(async () => {
    receiver = await startReceiver();
    email = await startEmail(
      { WEBHOOKS_TO_PRIVATE_NETWORKS: 'true' },
      { clock },
    );
  });
  after(async () => {
    await email.close();
    receiver.close();
  });

  const none = { mail: { enabled: true }, slack: null, webhook: null };
  const get = async (person: Person) =>
    (
      await email.service.request('/api/email/channels', {
        as: email.as(person),
      })
    ).body as View;
  const put = (person: Person, json: object) =>
    email.service.request('/api/email/channels', {
      method: 'PUT',
      as: email.as(person),
      json,
    });
  const webhook = async (person: Person, path = '/hook') =>
    (
      (
        await put(person, {
          ...none,
          webhook: { enabled: true, url: receiver.url + path },
        })
      ).body as View
    ).webhook;
  const gotAt = async (path: string, count = 1) => {
    const found = () => receiver.received.filter(one => one.path === path);
    // The clock stands, so waits end only when it is moved.
    await waitFor(() => {
      clock.advance(100);
      return found().length >= count;
    }, `${count} requests at ${path}`);
    return found();
  };

  it('are mail alone at first', async () => {
    assert.deepEqual(await get(await email.person()), none);
  });

  it('take a webhook, show its secret once, and sign what is sent to it', async () => {
    const ann = await email.person();
    const path = `/${randomUUID()}`;
    const made = await webhook(ann, path);
    assert.match(made?.secret ?? '', /^whsec_/);
    assert.equal((await get(ann)).webhook?.secret, undefined);
    const again = await webhook(ann, path);
    assert.equal(
      again?.secret,
      undefined,
      'the same request again changes nothing',
    );
    const { data } = await email.request(ann, {
      data: { title: 'A <b>', noteUrl: 'https://notes.example/n' },
    });
    const [got] = await gotAt(path);
    assert.ok(got && isSignedWith(made?.secret ?? '', got));
    assert.equal(
      isSignedWith(`whsec_${Buffer.alloc(32).toString('base64')}`, got),
      false,
    );
    const { data: said, type } = JSON.parse(got.body) as {
      type: string;
      data: object;
    };
    assert.deepEqual(
      [type, said],
      [
        'note-created',
        {
          title: 'A <b>',
          noteUrl: 'https://notes.example/n',
          noteId: data.noteId,
          version: 1,
        },
      ],
    );
    await email.delivery(ann, 'sent', 'webhook');
    assert.equal((await email.mailsTo(ann, 1)).length, 1);
  });

  it('sign with two secrets for a day after a rotation, then with the new one alone', async () => {
    const ann = await email.person();
    const path = `/${randomUUID()}`;
    const old = (await webhook(ann, path))?.secret ?? '';
    const rotate = () =>
      email.service.request('/api/email/channels/webhook/secret', {
        method: 'POST',
        as: email.as(ann),
      });
    const fresh = ((await rotate()).body as { secret: string }).secret;
    assert.equal((await rotate()).status, 409);
    await email.request(ann);
    const [first] = await gotAt(path);
    assert.ok(first && isSignedWith(old, first) && isSignedWith(fresh, first));
    clock.advance(24 * 3_600_000);
    await email.request(ann);
    const [, second] = await gotAt(path, 2);
    assert.ok(
      second && !isSignedWith(old, second) && isSignedWith(fresh, second),
    );
    assert.equal((await get(ann)).webhook?.previousUntil, undefined);
    assert.equal((await rotate()).status, 200);
  });

  it('get another secret with another address', async () => {
    const ann = await email.person();
    const one = await webhook(ann, '/one');
    const other = await webhook(ann, '/other');
    assert.ok(other?.secret && other.secret !== one?.secret);
  });

  it('try again with the same id until the receiver takes it', async () => {
    const ann = await email.person();
    const path = `/${randomUUID()}`;
    await webhook(ann, path);
    receiver.answers.push(500, 302);
    await email.request(ann);
    const got = await gotAt(path, 3);
    assert.equal(
      new Set(got.map(({ headers }) => headers['webhook-id'])).size,
      1,
    );
    assert.equal((await email.delivery(ann, 'sent', 'webhook')).attempts, 3);
  });

  it('fail for good after the last attempt, and can be sent again', async () => {
    const ann = await email.person();
    const path = `/${randomUUID()}`;
    await webhook(ann, path);
    receiver.answers.push(500, 500, 500, 500);
    await email.request(ann);
    await gotAt(path, 4);
    const { id, reason } = await email.delivery(ann, 'failed', 'webhook');
    assert.equal(reason, 'the receiver answered 500');
    await email.service.request(`/api/email/deliveries/${String(id)}/retry`, {
      method: 'POST',
      as: email.as(ann),
    });
    await gotAt(path, 5);
    await email.delivery(ann, 'sent', 'webhook');
  });

  it('are turned off when the receiver says that it is gone', async () => {
    const ann = await email.person();
    const path = `/${randomUUID()}`;
    await webhook(ann, path);
    receiver.answers.push(410);
    await email.request(ann);
    await email.delivery(ann, 'failed', 'webhook');
    const { webhook: now } = await get(ann);
    assert.deepEqual(
      [now?.enabled, now?.reason],
      [false, 'the receiver answered 410'],
    );
  });

  it('post to Slack a text in which a title mentions nobody', async () => {
    const ann = await email.person();
    const path = `/${randomUUID()}`;
    await put(ann, {
      ...none,
      slack: { enabled: true, url: receiver.url + path },
    });
    await email.request(ann, {
      data: {
        title: '<!channel> a|b & c',
        noteUrl: 'https://notes.example/n?a=1&b=2',
      },
    });
    const [got] = await gotAt(path);
    const { text } = JSON.parse(got?.body ?? '') as { text: string };
    assert.equal(
      text,
      'Saved: <https://notes.example/n?a=1&amp;b=2|&lt;!channel&gt; a¦b &amp; c>',
    );
  });

  it('belong to their owner alone, and are sealed in the database', async () => {
    const [ann, bob] = [await email.person(), await email.person()];
    await webhook(ann, '/very-secret-path');
    assert.equal((await get(bob)).webhook, null);
    const { rows } = await email.pool.query(
      'SELECT * FROM channels WHERE user_id = $1',
      [ann.id],
    );
    assert.doesNotMatch(JSON.stringify(rows), /very-secret-path|whsec_/);
    const reply = await email.service.request(
      '/api/email/channels/webhook/secret',
      { method: 'POST', as: email.as(bob) },
    );
    assert.equal(reply.status, 404);
    assert.equal(
      (await email.service.request('/api/email/channels')).status,
      401,
    );
    assert.equal(
      (
        await email.service.request('/api/email/channels', {
          as: { subject: 'gateway', permissions: ['email:read'] },
        })
      ).status,
      403,
    );
    const readOnly = { subject: ann.id, permissions: ['email:read'] };
    assert.equal(
      (
        await email.service.request('/api/email/channels', {
          method: 'PUT',
          as: readOnly,
          json: none,
        })
      ).status,
      403,
    );
  });
});
