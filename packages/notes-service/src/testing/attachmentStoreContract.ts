import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import type { TestClock } from '@notes/service-kit/testing';
import {
  LINK_SECONDS,
  type AttachmentStore,
  type SignedLink,
} from '../attachments/AttachmentStore.ts';

export interface OpenedAttachments {
  readonly store: AttachmentStore;
  readonly clock: TestClock;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

/** As a client sends it: with the headers that it chooses, also wrong ones. */
export async function send(
  link: SignedLink,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
  } = {},
): Promise<Answer> {
  const { body, headers = link.headers, method = link.method } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(link.url, { method, headers, agent: false });
    outgoing.once('error', reject);
    outgoing.once('response', response => {
      buffer(response).then(bytes => {
        const { statusCode = 0, headers: answered } = response;
        resolve({ status: statusCode, headers: answered, bytes });
      }, reject);
    });
    outgoing.end(body);
  });
}

/** What every store of attachments must do; each adapter runs all of it, over real HTTP. */
export function describeAttachmentStore(
  name: string,
  open: () => Promise<OpenedAttachments>,
  options: {
    readonly skip?: string | false;
    /** Why links that are out of date or tampered with are not tested. */
    readonly unchecked?: string | false;
  } = {},
): void {
  const { skip = false, unchecked = false } = options;
  describe(`attachments in ${name}`, { skip }, () => {
    let opened: OpenedAttachments;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    const png = { contentType: 'image/png', size: 5 } as const;
    const bytes = Buffer.from('12345');

    async function uploaded(): Promise<string> {
      const key = randomUUID();
      const link = await opened.store.uploadLink({ key, ...png });
      const answer = await send(link, { body: bytes });
      assert.ok([200, 204].includes(answer.status), String(answer.bytes));
      return key;
    }

    it('takes bytes by a link, and gives them back by another', async () => {
      const key = await uploaded();
      assert.equal(await opened.store.accept(key), 'accepted');
      assert.deepEqual(await buffer(await opened.store.read(key)), bytes);
      const fileName = 'böse "datei"\u{1F600}.png';
      const link = await opened.store.downloadLink({
        key,
        contentType: 'image/png',
        fileName,
      });
      const answer = await send(link);
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.bytes, bytes);
      assert.equal(answer.headers['content-type'], 'image/png');
      const disposition = String(answer.headers['content-disposition']);
      assert.match(disposition, /^attachment;/);
      assert.match(
        disposition,
        /filename\*=UTF-8''b%C3%B6se%20%22datei%22%F0%9F%98%80\.png$/,
      );
    });

    it('accepts once, and knows what never came', async () => {
      assert.equal(await opened.store.accept(randomUUID()), 'absent');
      const key = await uploaded();
      assert.equal(await opened.store.accept(key), 'accepted');
      assert.equal(await opened.store.accept(key), 'accepted');
    });

    it('keeps accepted bytes as they were, although the link still takes others', async () => {
      const key = await uploaded();
      await opened.store.accept(key);
      const link = await opened.store.uploadLink({ key, ...png });
      await send(link, { body: Buffer.from('other') });
      await opened.store.accept(key);
      assert.deepEqual(await buffer(await opened.store.read(key)), bytes);
    });

    it('removes bytes, also those that are not there', async () => {
      const key = await uploaded();
      await opened.store.accept(key);
      await opened.store.delete(key);
      await opened.store.delete(key);
      assert.equal(await opened.store.accept(key), 'absent');
      await opened.store.check();
    });

    it(
      'refuses a link for another method, type, size, object or time',
      { skip: unchecked },
      async () => {
        const key = randomUUID();
        const link = await opened.store.uploadLink({ key, ...png });
        const other = new URL(link.url);
        other.pathname = other.pathname.replace(key, randomUUID());
        const forged = new URL(link.url);
        forged.search = forged.search.replace(/.{6}$/, 'AAAAAA');
        for (const [reason, sent, body, headers] of [
          ['another object', { ...link, url: other.href }, bytes, link.headers],
          [
            'a forged signature',
            { ...link, url: forged.href },
            bytes,
            link.headers,
          ],
          [
            'another type',
            link,
            bytes,
            { ...link.headers, 'content-type': 'text/html' },
          ],
          [
            'another size',
            link,
            Buffer.from('123456'),
            { ...link.headers, 'content-length': '6' },
          ],
        ] as const) {
          const answer = await send(sent, { body, headers });
          assert.equal(
            answer.status,
            403,
            `${reason}: ${String(answer.bytes)}`,
          );
        }
        const read = await send(link, { method: 'GET', headers: {} });
        assert.equal(read.status, 403);
        opened.clock.advance((LINK_SECONDS + 10) * 1_000);
        const late = await send(link, { body: bytes });
        assert.equal(late.status, 403);
        assert.equal(await opened.store.accept(key), 'absent');
      },
    );
  });
}
