import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startRedis, waitFor, withoutRedis } from '@notes/service-kit/testing';
import type { SignedLink } from './attachments/AttachmentStore.ts';
import { send } from './testing/attachmentStoreContract.ts';
import { startMongo, withoutMongo } from './testing/mongoServer.ts';
import {
  change,
  createNote,
  itemsOf,
  type NoteBody,
} from './testing/noteSteps.ts';
import { recordEvents } from './testing/recordEvents.ts';
import { startNotes } from './testing/startNotes.ts';
import { startS3 } from './testing/startS3.ts';

describe('the service on other parts', () => {
  it(
    'keeps notes in MongoDB, with their events and their workflow',
    { skip: withoutMongo() },
    async () => {
      const mongo = await startMongo();
      const notes = await startNotes({ MONGO_URL: mongo.url });
      const events = await recordEvents(notes.busUrl);
      try {
        const ann = notes.person();
        const { id } = await createNote(ann, { content: 'one', tags: ['a'] });
        const place = `/api/notes/${id}`;
        const json = { title: 'Two', content: 'two', tags: ['b'] };
        assert.equal(
          (await change(ann, 'PUT', place, { version: 1, json })).status,
          200,
        );
        assert.equal(
          (await change(ann, 'PUT', place, { version: 1, json })).status,
          412,
        );
        const back = await change(ann, 'POST', `${place}/versions/1/restore`, {
          version: 2,
        });
        assert.equal((back.body as NoteBody).content, 'one');
        assert.deepEqual(itemsOf(await ann.request('/api/notes/tags')), [
          { tag: 'a', notes: 1 },
        ]);
        assert.equal(itemsOf(await ann.request(`${place}/versions`)).length, 3);
        assert.equal((await notes.person().request(place)).status, 404);

        await change(ann, 'DELETE', place, { version: 3 });
        assert.equal((await ann.request(`${place}/workflow`)).status, 200);
        assert.equal(
          (await change(ann, 'POST', `${place}/purge`, { version: 4 })).status,
          204,
        );
        assert.equal((await ann.request(place)).status, 404);
        const seen = await events.of(id, 5);
        assert.deepEqual(
          seen.map(({ data }) => data.version),
          [1, 2, 3, 4, 5],
        );
        assert.equal((await notes.request('/ready')).status, 200);
      } finally {
        await events.close();
        await notes.close();
        await mongo.stop();
      }
    },
  );

  it('keeps attachments in S3, by links that lead there', async () => {
    const bucket = 'notes-attachments';
    const s3 = await startS3(bucket);
    const notes = await startNotes({
      S3_BUCKET: bucket,
      S3_ENDPOINT: s3.url,
      S3_ACCESS_KEY_ID: s3.accessKey,
      S3_SECRET_ACCESS_KEY: s3.accessKey,
    });
    try {
      const ann = notes.person();
      const { id: noteId } = await createNote(ann);
      const bytes = Buffer.from('Grüße\n');
      const json = {
        fileName: 'a.txt',
        contentType: 'text/plain',
        size: bytes.length,
      };
      const path = `/api/notes/${noteId}/attachments`;
      const announced = await ann.request(path, { method: 'POST', json });
      const { attachment, upload } = announced.body as {
        attachment: { id: string };
        upload: SignedLink;
      };
      assert.ok(upload.url.startsWith(s3.url));
      assert.equal((await send(upload, { body: bytes })).status, 200);
      const place = `${path}/${attachment.id}`;
      const complete = await ann.request(`${place}/complete`, {
        method: 'POST',
      });
      assert.equal(complete.status, 200, complete.text);
      const { download } = (await ann.request(place)).body as {
        download: SignedLink;
      };
      assert.deepEqual((await send(download)).bytes, bytes);
    } finally {
      await notes.close();
      await s3.stop();
    }
  });

  it(
    'caches lists in Redis, and goes on without it',
    { skip: withoutRedis() },
    async () => {
      const redis = await startRedis();
      assert.ok(redis);
      const notes = await startNotes({ REDIS_URL: redis.url });
      const ann = notes.person();
      try {
        await createNote(ann);
        for (let time = 0; time < 3; time += 1) {
          assert.equal(itemsOf(await ann.request('/api/notes')).length, 1);
        }
        const { text } = await notes.request('/metrics');
        assert.match(text, /cache_requests_total\{result="hit"\} 2\n/);
      } finally {
        await redis.stop();
      }
      try {
        await waitFor(
          () => notes.logged().some(({ msg }) => msg === 'redis is away'),
          'the service to notice',
        );
        await createNote(ann);
        assert.equal(itemsOf(await ann.request('/api/notes')).length, 2);
        assert.equal((await notes.request('/ready')).status, 200);
      } finally {
        await notes.close();
      }
    },
  );
});
