import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { SignedLink } from '../attachments/AttachmentStore.ts';
import { AttachmentRepository } from '../attachments/AttachmentRepository.ts';
import { DiskAttachmentStore } from '../attachments/DiskAttachmentStore.ts';
import type { UploadLinks } from '../attachments/UploadLinks.ts';
import { cleanAttachments } from '../jobs/cleanAttachments.ts';
import { send as sendTo } from '../testing/attachmentStoreContract.ts';
import { change, createNote, itemsOf } from '../testing/noteSteps.ts';
import { recordEvents } from '../testing/recordEvents.ts';
import { startNotes, type Notes, type Person } from '../testing/startNotes.ts';
import { createLogger } from '@notes/service-kit';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

interface Announced {
  attachment: { id: string; state: string };
  upload: SignedLink;
}

describe('attachments', () => {
  let notes: Notes;
  before(async () => {
    notes = await startNotes();
  });
  after(() => notes.close());

  /** Links lead to the gateway, which is not there in a test: its path is the same at the service. */
  function send(link: SignedLink, body?: Uint8Array) {
    const { pathname, search } = new URL(link.url);
    const url = notes.url + pathname + search;
    return sendTo({ ...link, url }, body ? { body } : {});
  }

  async function announce(
    person: Person,
    noteId: string,
    bytes: Uint8Array,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    const json = {
      fileName: 'dot.png',
      contentType: 'image/png',
      size: bytes.length,
      ...more,
    };
    const place = `/api/notes/${noteId}/attachments`;
    return person.request(place, { method: 'POST', json, headers });
  }

  const complete = (person: Person, noteId: string, id: string) =>
    person.request(`/api/notes/${noteId}/attachments/${id}/complete`, {
      method: 'POST',
    });

  it('are announced, sent, completed, read and removed', async () => {
    const events = await recordEvents(notes.busUrl);
    try {
      const ann = notes.person();
      const { id: noteId } = await createNote(ann);
      const sha256 = createHash('sha256').update(PNG).digest('hex');
      const announced = await announce(ann, noteId, PNG, { sha256 });
      assert.equal(announced.status, 201, announced.text);
      const { attachment, upload } = announced.body as Announced;
      const place = `/api/notes/${noteId}/attachments/${attachment.id}`;
      assert.equal(announced.headers.get('location'), place);
      assert.ok(
        upload.url.startsWith('http://localhost:4000/api/notes/uploads/'),
      );

      assert.equal((await complete(ann, noteId, attachment.id)).status, 409);
      const pending = (await ann.request(place)).body as {
        download?: SignedLink;
      };
      assert.equal(pending.download, undefined);

      assert.equal((await send(upload, PNG)).status, 204);
      for (let time = 0; time < 2; time += 1) {
        const done = await complete(ann, noteId, attachment.id);
        assert.equal(done.status, 200, done.text);
        assert.equal((done.body as { state: string }).state, 'complete');
      }
      const { download } = (await ann.request(place)).body as {
        download: SignedLink;
      };
      const answer = await send(download);
      assert.deepEqual(answer.bytes, PNG);
      assert.match(
        String(answer.headers['content-disposition']),
        /attachment; filename="dot\.png"/,
      );

      const list = itemsOf<{ id: string }>(
        await ann.request(`/api/notes/${noteId}/attachments`),
      );
      assert.deepEqual(
        list.map(({ id }) => id),
        [attachment.id],
      );
      assert.equal((await change(ann, 'DELETE', place)).status, 204);
      assert.equal((await change(ann, 'DELETE', place)).status, 404);
      const seen = await events.of(noteId, 3);
      assert.deepEqual(
        seen.map(({ type }) => type),
        ['note.created', 'attachment.completed', 'attachment.deleted'],
      );
      // A link is a permission: nothing of it is in the log.
      assert.ok(!JSON.stringify(notes.logged()).includes('signature='));
    } finally {
      await events.close();
    }
  });

  it('are refused when their bytes are not what was announced', async () => {
    const ann = notes.person();
    const { id: noteId } = await createNote(ann);
    const html = Buffer.from('<script>alert(1)</script>');
    for (const [reason, bytes, more, words] of [
      [
        'a script as a picture',
        html,
        {},
        /an unknown type, expected image\/png/,
      ],
      [
        'a picture as another',
        PNG,
        { contentType: 'image/gif' },
        /image\/png, expected image\/gif/,
      ],
      [
        'a picture as text',
        PNG,
        { contentType: 'text/plain' },
        /expected text\/plain/,
      ],
      [
        'bytes as text',
        Buffer.from([0x61, 0xff, 0x00]),
        { contentType: 'text/plain' },
        /no UTF-8/,
      ],
      [
        'half a character',
        Buffer.from([0x61, 0xc3]),
        { contentType: 'text/markdown' },
        /no UTF-8/,
      ],
      ['other bytes', PNG, { sha256: '0'.repeat(64) }, /SHA-256/],
    ] as const) {
      const { attachment, upload } = (await announce(ann, noteId, bytes, more))
        .body as Announced;
      assert.equal((await send(upload, bytes)).status, 204, reason);
      const refused = await complete(ann, noteId, attachment.id);
      assert.equal(refused.status, 422, reason);
      assert.match(refused.text, words, reason);
      assert.equal((await complete(ann, noteId, attachment.id)).status, 404);
    }
    const text = Buffer.from('# Grüße\n');
    const { attachment, upload } = (
      await announce(ann, noteId, text, {
        fileName: 'a.md',
        contentType: 'text/markdown',
      })
    ).body as Announced;
    await send(upload, text);
    assert.equal((await complete(ann, noteId, attachment.id)).status, 200);
  });

  it('are refused by name, type and size before a byte is sent', async () => {
    const ann = notes.person();
    const { id: noteId } = await createNote(ann);
    for (const [more, field] of [
      [{ fileName: '../../etc/passwd' }, '/fileName'],
      [{ fileName: 'a\\b.png' }, '/fileName'],
      [{ fileName: 'a\r\nSet-Cookie: x' }, '/fileName'],
      [{ fileName: '' }, '/fileName'],
      [{ contentType: 'text/html' }, '/contentType'],
      [{ contentType: 'image/svg+xml' }, '/contentType'],
      [{ size: 0 }, '/size'],
      [{ size: 10_485_761 }, '/size'],
      [{ sha256: 'abc' }, '/sha256'],
      [{ storageKey: randomUUID() }, '/storageKey'],
    ] as const) {
      const reply = await announce(ann, noteId, PNG, more);
      assert.equal(reply.status, 400, field);
      assert.match(reply.text, new RegExp(`"field":"${field}"`));
    }
  });

  it('come into being once for a key, and are at most twenty', async () => {
    const ann = notes.person();
    const { id: noteId } = await createNote(ann);
    const headers = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => announce(ann, noteId, PNG, {}, headers)),
    );
    const ids = replies.map(({ body }) => (body as Announced).attachment.id);
    assert.equal(new Set(ids).size, 1);
    const other = await announce(
      ann,
      noteId,
      PNG,
      { fileName: 'b.png' },
      headers,
    );
    assert.equal(other.status, 422);
    const many = await Promise.all(
      Array.from({ length: 22 }, () => announce(ann, noteId, PNG)),
    );
    assert.equal(many.filter(({ status }) => status === 201).length, 19);
    assert.equal(many.filter(({ status }) => status === 409).length, 3);
  });

  it('belong to active notes', async () => {
    const ann = notes.person();
    const { id: noteId } = await createNote(ann);
    await change(ann, 'DELETE', `/api/notes/${noteId}`, { version: 1 });
    assert.equal((await announce(ann, noteId, PNG)).status, 409);
  });

  it('are cleaned up when they never come, are removed, or their note is purged', async () => {
    const ann = notes.person();
    const { id: noteId } = await createNote(ann);
    const keep = (await announce(ann, noteId, PNG)).body as Announced;
    await send(keep.upload, PNG);
    await complete(ann, noteId, keep.attachment.id);
    const lost = (await announce(ann, noteId, PNG)).body as Announced;
    await send(lost.upload, PNG);

    const repository = new AttachmentRepository(notes.pool);
    const store = await DiskAttachmentStore.open(
      notes.files,
      undefined as unknown as UploadLinks,
    );
    const logger = createLogger({
      name: 'test',
      config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
    });
    const clean = () =>
      cleanAttachments({
        repository,
        store,
        logger,
        pendingBefore: notes.clock.now(),
      });
    const keyOf = (link: SignedLink) =>
      new URL(link.url).pathname.split('/').at(-1);
    await clean();
    assert.ok(
      (await readdir(`${notes.files}/uploads`)).includes(
        keyOf(lost.upload) ?? '',
      ),
    );

    notes.clock.advance(1);
    assert.ok((await clean()).abandoned >= 1);
    assert.deepEqual(await readdir(`${notes.files}/uploads`), []);
    assert.ok(
      (await readdir(`${notes.files}/objects`)).includes(
        keyOf(keep.upload) ?? '',
      ),
    );

    await change(ann, 'DELETE', `/api/notes/${noteId}`, { version: 1 });
    await change(ann, 'POST', `/api/notes/${noteId}/purge`, { version: 2 });
    await clean();
    assert.ok(
      !(await readdir(`${notes.files}/objects`)).includes(
        keyOf(keep.upload) ?? '',
      ),
    );
    assert.deepEqual(await clean(), { abandoned: 0, removed: 0 });
  });
});
