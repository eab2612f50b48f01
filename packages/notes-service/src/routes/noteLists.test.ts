import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  change,
  createNote,
  itemsOf,
  type NoteBody,
} from '../testing/noteSteps.ts';
import { startNotes, type Notes } from '../testing/startNotes.ts';

describe('lists of notes', () => {
  let notes: Notes;
  before(async () => {
    notes = await startNotes();
  });
  after(() => notes.close());

  it('are paged newest first without loss, also when made at the same moment', async () => {
    const ann = notes.person();
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      if (index > 4) notes.clock.advance(1);
      made.push((await createNote(ann, { tags: index % 2 ? ['odd'] : [] })).id);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const reply = await ann.request(`/api/notes?limit=3${cursor}`);
      const page = reply.body as { items: NoteBody[]; nextCursor?: string };
      assert.ok(page.items.length <= 3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor
        ? `&cursor=${encodeURIComponent(page.nextCursor)}`
        : '';
      // A note that comes while someone pages moves nothing.
      if (seen.length === 3) await createNote(ann);
    } while (cursor);
    assert.equal(seen.length, 7);
    assert.deepEqual(new Set(seen), new Set(made));
    assert.deepEqual(seen.slice(0, 2), [made[6], made[5]]);

    const odd = itemsOf(await ann.request('/api/notes?tag=ODD'));
    assert.deepEqual(
      new Set(odd.map(({ id }) => id)),
      new Set([made[1], made[3], made[5]]),
    );
    assert.deepEqual(itemsOf(await ann.request('/api/notes?tag=unknown')), []);
  });

  it('refuse a cursor of nobody and a limit out of bounds', async () => {
    const ann = notes.person();
    const forged = Buffer.from('{"createdAt":"x","id":"1"}').toString(
      'base64url',
    );
    for (const query of [
      'cursor=abc',
      `cursor=${forged}`,
      'limit=0',
      'limit=101',
      'limit=x',
      'state=none',
      'unknown=1',
    ]) {
      const reply = await ann.request(`/api/notes?${query}`);
      assert.equal(reply.status, 400, query);
    }
  });

  it('count the tags of active notes', async () => {
    const ann = notes.person();
    assert.deepEqual(itemsOf(await ann.request('/api/notes/tags')), []);
    await createNote(ann, { tags: ['a', 'b'] });
    const second = await createNote(ann, { tags: ['b', 'c'] });
    assert.deepEqual(itemsOf(await ann.request('/api/notes/tags')), [
      { tag: 'b', notes: 2 },
      { tag: 'a', notes: 1 },
      { tag: 'c', notes: 1 },
    ]);
    const place = `/api/notes/${second.id}`;
    await change(ann, 'PUT', place, {
      version: 1,
      json: { title: 'x', tags: ['b', 'd'] },
    });
    await change(ann, 'DELETE', place, { version: 2 });
    assert.deepEqual(itemsOf(await ann.request('/api/notes/tags')), [
      { tag: 'a', notes: 1 },
      { tag: 'b', notes: 1 },
    ]);
  });

  it('show what was written at once, although they are cached', async () => {
    const ann = notes.person();
    for (let index = 1; index <= 3; index += 1) {
      await ann.request('/api/notes');
      await createNote(ann);
      assert.equal(itemsOf(await ann.request('/api/notes')).length, index);
      assert.equal(itemsOf(await ann.request('/api/notes')).length, index);
    }
    const metrics = await notes.request('/metrics');
    assert.match(metrics.text, /cache_requests_total\{result="hit"\} [1-9]/);
  });
});
