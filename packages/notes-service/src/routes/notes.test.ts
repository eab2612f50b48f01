import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  change,
  createNote,
  itemsOf,
  type NoteBody,
} from '../testing/noteSteps.ts';
import { recordEvents } from '../testing/recordEvents.ts';
import { startNotes, type Notes } from '../testing/startNotes.ts';

describe('notes', () => {
  let notes: Notes;
  before(async () => {
    notes = await startNotes();
  });
  after(() => notes.close());

  it('are created, read, changed, put into the bin, restored and purged', async () => {
    const ann = notes.person();
    const created = await ann.request('/api/notes', {
      method: 'POST',
      json: {
        title: '  Trip ',
        content: 'pack',
        tags: ['Travel ', 'travel', 'EU  2026'],
      },
    });
    assert.equal(created.status, 201);
    assert.equal(created.headers.get('etag'), '"v1"');
    const note = created.body as NoteBody;
    assert.equal(created.headers.get('location'), `/api/notes/${note.id}`);
    assert.equal(note.title, 'Trip');
    assert.deepEqual(note.tags, ['travel', 'eu 2026']);

    const place = `/api/notes/${note.id}`;
    assert.deepEqual((await ann.request(place)).body, note);

    notes.clock.advance(1_000);
    const json = { title: 'Trip', content: 'packed', tags: [] };
    const updated = await change(ann, 'PUT', place, { version: 1, json });
    assert.equal(updated.status, 200);
    assert.equal(updated.headers.get('etag'), '"v2"');
    assert.equal((updated.body as NoteBody).content, 'packed');
    assert.notEqual((updated.body as NoteBody).updatedAt, note.updatedAt);

    const deleted = await change(ann, 'DELETE', place, { version: 2 });
    assert.equal(deleted.status, 204);
    assert.equal(deleted.headers.get('etag'), '"v3"');
    assert.deepEqual(itemsOf(await ann.request('/api/notes')), []);
    const bin = itemsOf(await ann.request('/api/notes?state=deleted'));
    assert.deepEqual(
      bin.map(({ id }) => id),
      [note.id],
    );

    const restored = await change(ann, 'POST', `${place}/restore`, {
      version: 3,
    });
    assert.equal((restored.body as NoteBody).state, 'active');
    assert.equal(itemsOf(await ann.request('/api/notes')).length, 1);

    const early = await change(ann, 'POST', `${place}/purge`, { version: 4 });
    assert.equal(early.status, 409);
    await change(ann, 'DELETE', place, { version: 4 });
    const purged = await change(ann, 'POST', `${place}/purge`, { version: 5 });
    assert.equal(purged.status, 204);
    assert.equal((await ann.request(place)).status, 404);
    const left = await notes.pool.query(
      'SELECT FROM note_versions WHERE note_id = $1',
      [note.id],
    );
    assert.equal(left.rowCount, 0);
  });

  it('say which version they have, and send nothing to whom already has it', async () => {
    const ann = notes.person();
    const { id } = await createNote(ann);
    for (const known of ['"v1"', 'W/"v1"', '"v7", "v1"', '*']) {
      const headers = { 'if-none-match': known };
      const reply = await ann.request(`/api/notes/${id}`, { headers });
      assert.equal(reply.status, 304, known);
      assert.equal(reply.text, '');
      assert.equal(reply.headers.get('etag'), '"v1"');
    }
    const headers = { 'if-none-match': '"v2"' };
    const reply = await ann.request(`/api/notes/${id}`, { headers });
    assert.equal(reply.status, 200);
  });

  it('refuse a change without, with a malformed and with a stale version', async () => {
    const ann = notes.person();
    const { id } = await createNote(ann);
    const json = { title: 'x' };
    const place = `/api/notes/${id}`;
    assert.equal(
      (await change(ann, 'PUT', place, { version: 1, json })).status,
      200,
    );
    for (const [method, path, body] of [
      ['PUT', place, json],
      ['DELETE', place, undefined],
      ['POST', `${place}/restore`, undefined],
      ['POST', `${place}/purge`, undefined],
      ['POST', `${place}/versions/1/restore`, undefined],
    ] as const) {
      const missing = await change(ann, method, path, { json: body });
      assert.equal(missing.status, 428, `${method} ${path}`);
      assert.match(missing.text, /If-Match/);
      const stale = await change(ann, method, path, { version: 1, json: body });
      assert.equal(stale.status, 412, `${method} ${path}`);
      const malformed = await ann.request(path, {
        method,
        headers: { 'if-match': 'W/"v2"' },
        ...(body === undefined ? {} : { json: body }),
      });
      assert.equal(malformed.status, 400, `${method} ${path}`);
      assert.match(malformed.text, /If-Match/);
    }
  });

  it('let one of two changes win that are based on the same version', async () => {
    const ann = notes.person();
    const { id } = await createNote(ann);
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        change(ann, 'PUT', `/api/notes/${id}`, {
          version: 1,
          json: { title: `from ${index}` },
        }),
      ),
    );
    const statuses = replies.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, ...Array.from({ length: 7 }, () => 412)]);
  });

  it('keep every version, and write an earlier one again as a new one', async () => {
    const ann = notes.person();
    const { id } = await createNote(ann, { content: 'one', tags: ['first'] });
    const place = `/api/notes/${id}`;
    await change(ann, 'PUT', place, {
      version: 1,
      json: { title: 'Two', content: 'two' },
    });
    const back = await change(ann, 'POST', `${place}/versions/1/restore`, {
      version: 2,
    });
    const note = back.body as NoteBody;
    assert.deepEqual(
      [note.version, note.content, note.tags],
      [3, 'one', ['first']],
    );

    const first = await ann.request(`${place}/versions?limit=2`);
    const page = first.body as {
      items: { version: number; change: string }[];
      nextCursor: string;
    };
    assert.deepEqual(
      page.items.map(one => [one.version, one.change]),
      [
        [3, 'version-restored'],
        [2, 'updated'],
      ],
    );
    const rest = await ann.request(
      `${place}/versions?limit=2&cursor=${page.nextCursor}`,
    );
    assert.deepEqual(
      itemsOf<{ version: number }>(rest).map(one => one.version),
      [1],
    );
    const two = await ann.request(`${place}/versions/2`);
    assert.equal((two.body as NoteBody).content, 'two');

    assert.equal((await ann.request(`${place}/versions/4`)).status, 404);
    assert.equal((await ann.request(`${place}/versions/0`)).status, 400);
    const unknown = await change(ann, 'POST', `${place}/versions/9/restore`, {
      version: 3,
    });
    assert.equal(unknown.status, 404);
  });

  it('refuse changes that their state does not allow', async () => {
    const ann = notes.person();
    const { id } = await createNote(ann);
    const place = `/api/notes/${id}`;
    assert.equal(
      (await change(ann, 'POST', `${place}/restore`, { version: 1 })).status,
      409,
    );
    await change(ann, 'DELETE', place, { version: 1 });
    const json = { title: 'x' };
    for (const [method, path, body] of [
      ['PUT', place, json],
      ['DELETE', place, undefined],
      ['POST', `${place}/versions/1/restore`, undefined],
    ] as const) {
      const reply = await change(ann, method, path, { version: 2, json: body });
      assert.equal(reply.status, 409, `${method} ${path}`);
    }
  });

  it('tell the world of every write, in order and exactly once', async () => {
    const ann = notes.person();
    const events = await recordEvents(notes.busUrl);
    try {
      const { id } = await createNote(ann, { content: 'one' });
      const place = `/api/notes/${id}`;
      await change(ann, 'PUT', place, { version: 1, json: { title: 'Two' } });
      await change(ann, 'PUT', place, { version: 1, json: { title: 'stale' } });
      await change(ann, 'POST', `${place}/versions/1/restore`, { version: 2 });
      await change(ann, 'DELETE', place, { version: 3 });
      await change(ann, 'POST', `${place}/restore`, { version: 4 });
      await change(ann, 'DELETE', place, { version: 5 });
      await change(ann, 'POST', `${place}/purge`, { version: 6 });

      const seen = await events.of(id, 7);
      assert.deepEqual(
        seen.map(({ data, type }) => [type, data.version, data.purged]),
        [
          ['note.created', 1, undefined],
          ['note.updated', 2, undefined],
          ['note.updated', 3, undefined],
          ['note.deleted', 4, false],
          ['note.updated', 5, undefined],
          ['note.deleted', 6, false],
          ['note.deleted', 7, true],
        ],
      );
      assert.equal(seen[0]?.data.ownerId, ann.id);
      assert.equal(seen[0].data.content, 'one');
    } finally {
      await events.close();
    }
  });
});
