import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  change,
  createNote,
  itemsOf,
  type NoteBody,
} from '../testing/noteSteps.ts';
import { startNotes, type Notes } from '../testing/startNotes.ts';

describe('notes that are sent', () => {
  let notes: Notes;
  before(async () => {
    notes = await startNotes();
  });
  after(() => notes.close());

  it('come into being once for a key, however often the request arrives', async () => {
    const ann = notes.person();
    const send = (title: string, key: string, who = ann) =>
      who.request('/api/notes', {
        method: 'POST',
        headers: { 'idempotency-key': key },
        json: { title },
      });
    const key = randomUUID();
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => send('once', key)),
    );
    assert.deepEqual(
      new Set(replies.map(({ status }) => status)),
      new Set([201]),
    );
    for (const reply of replies) assert.deepEqual(reply.body, replies[0]?.body);

    const { id } = replies[0]?.body as NoteBody;
    await change(ann, 'PUT', `/api/notes/${id}`, {
      version: 1,
      json: { title: 'later' },
    });
    assert.deepEqual((await send('once', key)).body, replies[0]?.body);

    const other = await send('another', key);
    assert.equal(other.status, 422);
    const ben = notes.person();
    assert.notEqual(((await send('once', key, ben)).body as NoteBody).id, id);
    assert.equal(itemsOf(await ann.request('/api/notes')).length, 1);
    const malformed = await send('x', 'a b');
    assert.equal(malformed.status, 400);
  });

  it('refuse what breaks a bound, by the name of the field', async () => {
    const ann = notes.person();
    for (const [json, field] of [
      [{}, '/title'],
      [{ title: '' }, '/title'],
      [{ title: ' \t ' }, '/title'],
      [{ title: 'x'.repeat(201) }, '/title'],
      [{ title: 'a\u0000b' }, '/title'],
      [{ title: 5 }, '/title'],
      [{ title: 'x', content: 'é'.repeat(40_000) }, '/content'],
      [{ title: 'x', content: 'a\u0000b' }, '/content'],
      [{ title: 'x', tags: 'a' }, '/tags'],
      [
        { title: 'x', tags: Array.from({ length: 21 }, (_, n) => `t${n}`) },
        '/tags',
      ],
      [{ title: 'x', tags: ['fine', 'y'.repeat(51)] }, '/tags/1'],
      // One character of Unicode that is written as many when it is normalised.
      [{ title: 'x', tags: ['\ufdfa'.repeat(10)] }, '/tags/0'],
      [{ title: 'x', ownerId: randomUUID() }, '/ownerId'],
    ] as const) {
      const reply = await ann.request('/api/notes', { method: 'POST', json });
      assert.equal(reply.status, 400, JSON.stringify(json).slice(0, 60));
      const { errors } = reply.body as { errors: { field: string }[] };
      assert.ok(
        errors.some(error => error.field === field),
        reply.text,
      );
    }
    const huge = await ann.request('/api/notes', {
      method: 'POST',
      json: { title: 'x', content: 'x'.repeat(600_000) },
    });
    assert.equal(huge.status, 413);
  });

  it('take the longest content there may be, and text that is no text', async () => {
    const ann = notes.person();
    const longest = await createNote(ann, {
      content: '\u{1F600}'.repeat(16_384),
    });
    assert.equal(Buffer.byteLength(longest.content), 65_536);
    const half = await ann.request('/api/notes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"title":"half \\ud800","content":"\\udfff","tags":["\\ud800"]}',
    });
    assert.equal(half.status, 201, half.text);
    assert.equal((half.body as NoteBody).title, 'half \ufffd');
  });
});
