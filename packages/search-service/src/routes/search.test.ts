import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '@notes/service-kit/testing';
import {
  noteDeleted,
  noteQuarantined,
  noteWritten,
  startSearch,
  type FoundPage,
  type Search,
} from '../testing/startSearch.ts';

const ANN = randomUUID();
const BOB = randomUUID();
const titles = (page: FoundPage) => page.items.map(item => item.title.text);

describe('searching notes', () => {
  let search: Search;
  before(async () => {
    search = await startSearch();
    const note = (fields: object) =>
      noteWritten('note.created', { ownerId: ANN, ...fields });
    await search.publish(
      note({
        title: 'Holiday plans',
        content: 'Trains to the mountains, running shoes',
        at: new Date('2026-01-01'),
      }),
      note({
        title: 'Groceries',
        content: 'Milk, and a holiday card',
        tags: ['home', 'errands'],
        at: new Date('2026-01-02'),
      }),
      note({
        title: 'Tagged',
        content: 'nothing',
        tags: ['holiday'],
        at: new Date('2026-01-03'),
      }),
      note({
        title: '<img src=x onerror=alert(1)> market',
        content: '<script>market</script> & \uE000forged\uE001 market',
        at: new Date('2026-01-04'),
      }),
      noteWritten('note.created', {
        ownerId: BOB,
        title: 'Holiday of Bob',
        content: 'secret mountains',
      }),
    );
    await search.handled(5);
  });
  after(() => search.close());

  it('ranks a title before a tag before the content', async () => {
    const page = await search.find(ANN, '?q=holiday');
    assert.equal(page.matching, 'exact');
    assert.deepEqual(titles(page), ['Holiday plans', 'Tagged', 'Groceries']);
  });

  it('finds a word by its stem, by its beginning, as a phrase, without another and with either', async () => {
    for (const [q, expected] of [
      ['run', ['Holiday plans']],
      ['mountain', ['Holiday plans']],
      ['mount', ['Holiday plans']],
      ['trains mou', ['Holiday plans']],
      ['the mou', ['Holiday plans']],
      ['"holiday card"', ['Groceries']],
      ['"card holiday"', []],
      ['holiday -milk -trains', ['Tagged']],
      ['milk or trains', ['Groceries', 'Holiday plans']],
    ] as const) {
      const page = await search.find(ANN, `?q=${encodeURIComponent(q)}`);
      assert.deepEqual(titles(page).sort(), [...expected].sort(), q);
    }
  });

  it('answers text with places, so that nothing of a note is ever markup', async () => {
    const page = await search.find(ANN, '?q=market');
    const [hit] = page.items;
    assert.equal(hit?.title.text, '<img src=x onerror=alert(1)> market');
    const marked = hit.title.ranges.map(([from, to]) =>
      hit.title.text.slice(from, to),
    );
    assert.deepEqual(marked, ['market']);
    for (const { ranges, text } of hit.excerpts) {
      for (const [from, to] of ranges)
        assert.equal(text.slice(from, to), 'market');
      assert.doesNotMatch(text, /[\uE000-\uE002]/);
    }
  });

  it('forgives a misspelled word, and says that it did', async () => {
    const page = await search.find(ANN, '?q=grocreies');
    assert.equal(page.matching, 'similar');
    assert.deepEqual(titles(page), ['Groceries']);
  });

  it('never finds a note of someone else, whoever asks and whatever for', async () => {
    assert.deepEqual(titles(await search.find(BOB, '?q=holiday')), [
      'Holiday of Bob',
    ]);
    assert.deepEqual(titles(await search.find(BOB)), ['Holiday of Bob']);
    assert.deepEqual(titles(await search.find(randomUUID(), '?q=holiday')), []);
    for (const q of [
      '-nothing',
      `owner ${BOB}`,
      `holiday or owner ${BOB}`,
      "') OR 1=1 --",
      'secret',
      '!!!',
      ':*',
      "'",
      '\\',
      '%',
      '(a & b',
      '🙂',
      '"',
    ]) {
      const page = await search.find(ANN, `?q=${encodeURIComponent(q)}`);
      assert.ok(!titles(page).includes('Holiday of Bob'), q);
    }
  });

  it('answers nothing to a question without words', async () => {
    for (const q of ['!!!', '"', '- -']) {
      assert.deepEqual(
        (await search.find(ANN, `?q=${encodeURIComponent(q)}`)).items,
        [],
        q,
      );
    }
  });

  it('answers the newest notes without a question, and those with all tags', async () => {
    const all = await search.find(ANN);
    assert.equal(all.matching, 'newest');
    assert.equal(titles(all).at(-1), 'Holiday plans');
    assert.deepEqual(
      titles(await search.find(ANN, '?tags=HOME&tags=errands')),
      ['Groceries'],
    );
    assert.deepEqual(titles(await search.find(ANN, '?q=holiday&tags=home')), [
      'Groceries',
    ]);
    assert.deepEqual(
      titles(await search.find(ANN, '?tags=home&tags=holiday')),
      [],
    );
  });

  it('goes through pages without a gap and without a repetition, in every order', async () => {
    for (const query of [
      '?limit=1',
      '?q=holiday&limit=1',
      '?q=holiday&limit=2',
    ]) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await search.find(ANN, query + cursor);
        seen.push(...titles(page));
        cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
      } while (cursor !== '');
      const whole = titles(
        await search.find(ANN, query.replace(/limit=\d/, 'limit=100')),
      );
      assert.deepEqual(seen, whole, query);
    }
  });

  it('refuses what is out of bounds, and names it', async () => {
    const as = { subject: ANN, permissions: ['search:read'] };
    const { nextCursor } = await search.find(ANN, '?q=holiday&limit=1');
    for (const [query, field] of [
      ['?q=', 'q'],
      ['?q=%20', 'q'],
      ['?q=a%00b', 'q'],
      [`?q=${'x'.repeat(201)}`, 'q'],
      ['?limit=0', 'limit'],
      ['?limit=101', 'limit'],
      ['?limit=x', 'limit'],
      ['?tags=', 'tags'],
      [`?${'tags=a&'.repeat(21)}`, 'tags'],
      ['?cursor=abc', 'cursor'],
      [`?q=other&cursor=${nextCursor}`, 'cursor'],
      [
        `?cursor=${Buffer.from('["exact","x","1","",""]').toString('base64url')}`,
        'cursor',
      ],
      ['?owner=x', 'owner'],
    ] as const) {
      const reply = await search.request(`/api/search${query}`, { as });
      assert.equal(reply.status, 400, query);
      const { errors } = reply.body as { errors: { field: string }[] };
      assert.ok(
        errors.some(error => error.field.startsWith(field)),
        `${query}: ${reply.text}`,
      );
    }
  });

  it('asks for an identity and for the permission', async () => {
    assert.equal((await search.request('/api/search')).status, 401);
    const as = { subject: ANN, permissions: ['notes:read'] };
    assert.equal((await search.request('/api/search', { as })).status, 403);
  });

  it('hides a note that is deleted, purged or in quarantine, and shows one that came back', async () => {
    const ownerId = randomUUID();
    const ids = {
      deleted: randomUUID(),
      purged: randomUUID(),
      hidden: randomUUID(),
      back: randomUUID(),
    };
    const shown = async () =>
      titles(await search.find(ownerId, '?q=fate')).sort();
    for (const [title, noteId] of Object.entries(ids)) {
      await search.publish(
        noteWritten('note.created', {
          ownerId,
          noteId,
          title,
          content: 'fate',
        }),
      );
    }
    await waitFor(
      async () => (await shown()).length === 4,
      'four notes to be found',
    );
    await search.publish(
      noteDeleted({ ownerId, noteId: ids.deleted }),
      noteDeleted({ ownerId, noteId: ids.purged }),
      noteDeleted({ ownerId, noteId: ids.purged }, true),
      noteQuarantined({ ownerId, noteId: ids.hidden }),
      noteQuarantined({ ownerId, noteId: ids.back }),
      noteWritten('note.updated', {
        ownerId,
        noteId: ids.back,
        title: 'back',
        content: 'fate',
        version: 3,
      }),
      // Late news of an older version.
      noteWritten('note.updated', {
        ownerId,
        noteId: ids.deleted,
        title: 'risen',
        content: 'fate',
        version: 2,
      }),
    );
    await search.handled(16);
    assert.deepEqual(await shown(), ['back']);
    const { rows } = await search.pool.query(
      'SELECT 1 FROM received_notes WHERE note_id = $1 AND content <> $2',
      [ids.deleted, ''],
    );
    assert.deepEqual(rows, [], 'a tombstone keeps no words');
  });
});
