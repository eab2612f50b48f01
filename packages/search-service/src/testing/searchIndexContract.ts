import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { PoolClient } from 'pg';
import {
  GenerationGone,
  type IndexQuery,
  type SearchIndex,
  type SearchNote,
} from '../domain/SearchIndex.ts';
import { readMarks } from '../domain/marks.ts';

export interface IndexUnderTest {
  readonly index: SearchIndex;
  /** Runs the work in a transaction where the index needs one. */
  readonly write: (
    work: (client: PoolClient) => Promise<void>,
  ) => Promise<void>;
}

/** What every index promises; it runs on each of them. */
export function searchIndexContract(open: () => IndexUnderTest): void {
  describe('keeps the promises of an index', () => {
    const owner = randomUUID();
    const other = randomUUID();
    const generation = 41;
    let index: SearchIndex;
    let write: IndexUnderTest['write'];
    const ids = new Map<string, string>();

    function note(name: string, fields: Partial<SearchNote> = {}): SearchNote {
      const noteId = ids.get(name) ?? randomUUID();
      ids.set(name, noteId);
      const changedAt = new Date(Date.UTC(2026, 0, ids.size));
      return {
        noteId,
        ownerId: owner,
        version: 1,
        title: name,
        content: '',
        tags: [],
        changedAt,
        ...fields,
      };
    }
    const put = (...notes: SearchNote[]) =>
      write(client => index.put(generation, notes, client));
    const remove = (name: string) =>
      write(client => index.remove(generation, ids.get(name) ?? '', client));
    async function search(
      text: string | undefined,
      fields: Partial<IndexQuery> = {},
    ) {
      const matching = text === undefined ? 'newest' : 'exact';
      return index.search(generation, {
        ownerId: owner,
        matching,
        text,
        tags: [],
        limit: 50,
        ...fields,
      });
    }
    const titles = async (...question: Parameters<typeof search>) =>
      (await search(...question)).map(hit => hit.title);

    before(async () => {
      ({ index, write } = open());
      await index.drop(generation);
      await index.create(generation);
      await index.create(generation);
      await put(
        note('Holiday plans', {
          content: 'Trains to the mountains, running shoes',
        }),
        note('Groceries', {
          content: 'Milk, and a holiday card',
          tags: ['home', 'to do'],
        }),
        note('Tagged', { content: 'nothing', tags: ['holiday'] }),
        note('<b>market</b>', {
          content: 'a <script> \uE000forged\uE001 market',
        }),
        note('Holiday of another', { ownerId: other, content: 'mountains' }),
      );
      await index.prepare(generation);
    });

    it('ranks a title before a tag before the content', async () => {
      assert.deepEqual(await titles('holiday'), [
        'Holiday plans',
        'Tagged',
        'Groceries',
      ]);
    });

    for (const [text, expected] of [
      ['run', ['Holiday plans']],
      ['mount', ['Holiday plans']],
      ['trains mou', ['Holiday plans']],
      ['"holiday card"', ['Groceries']],
      ['"card holiday"', []],
      ['holiday -milk -trains', ['Tagged']],
      ['milk or trains', ['Groceries', 'Holiday plans']],
      ['xylophone', []],
      ['!!!', []],
      ['"', []],
    ] as const) {
      it(`answers ${text} with ${expected.join(' and ') || 'nothing'}`, async () => {
        assert.deepEqual((await titles(text)).sort(), [...expected].sort());
      });
    }

    it('answers the notes of one owner, whatever is asked', async () => {
      for (const text of [
        undefined,
        'holiday',
        '-nothing',
        `owner ${other}`,
        'ownerId:*',
        '*',
        "') OR 1=1",
        '\\',
        'a AND (b',
      ]) {
        assert.ok(
          !(await titles(text)).includes('Holiday of another'),
          String(text),
        );
      }
      assert.deepEqual(await titles('holiday', { ownerId: other }), [
        'Holiday of another',
      ]);
      assert.deepEqual(await titles(undefined, { ownerId: randomUUID() }), []);
    });

    it('answers the newest first, and those that have every tag', async () => {
      assert.deepEqual(await titles(undefined), [
        '<b>market</b>',
        'Tagged',
        'Groceries',
        'Holiday plans',
      ]);
      assert.deepEqual(await titles(undefined, { tags: ['to do', 'home'] }), [
        'Groceries',
      ]);
      assert.deepEqual(await titles('holiday', { tags: ['to do'] }), [
        'Groceries',
      ]);
      assert.deepEqual(
        await titles('holiday', { tags: ["'quoted\\", 'home'] }),
        [],
      );
    });

    it('goes from page to page in the same order', async () => {
      for (const text of [undefined, 'holiday']) {
        const whole = await search(text);
        const seen: string[] = [];
        let after: IndexQuery['after'];
        for (;;) {
          const [hit] = await search(text, { limit: 1, after });
          if (!hit) break;
          seen.push(hit.noteId);
          after = {
            noteId: hit.noteId,
            score: hit.score,
            changedAt: hit.changedAt.toISOString(),
          };
        }
        assert.deepEqual(
          seen,
          whole.map(hit => hit.noteId),
        );
      }
    });

    it('marks what was found and nothing that was written', async () => {
      const [hit] = await search('market');
      const title = readMarks(hit?.markedTitle ?? '');
      assert.deepEqual(title, { text: '<b>market</b>', ranges: [[3, 9]] });
      for (const { ranges, text } of (hit?.markedContent ?? []).map(
        readMarks,
      )) {
        assert.deepEqual(
          ranges.map(([from, to]) => text.slice(from, to)),
          ['market'],
        );
      }
    });

    it('forgives misspelled words of titles and tags', async () => {
      assert.deepEqual(await titles('grocreies', { matching: 'similar' }), [
        'Groceries',
      ]);
    });

    it('keeps the newer version, and forgets what is removed', async () => {
      await put(note('changing', { version: 3, content: 'third' }));
      await put(note('changing', { version: 2, content: 'second' }));
      assert.deepEqual(
        [await titles('third'), await titles('second')],
        [['changing'], []],
      );
      await remove('changing');
      await remove('changing');
      assert.deepEqual(await titles('third'), []);
      await put(note('changing', { version: 5, content: 'fifth' }));
      assert.deepEqual(await titles('fifth'), ['changing']);
      await remove('changing');
    });

    it('counts its notes, keeps generations apart, and says when one is gone', async () => {
      assert.equal(await index.count(generation), 5);
      await index.create(42);
      assert.equal(await index.count(42), 0);
      await index.drop(42);
      await index.drop(42);
      await assert.rejects(
        index.search(42, {
          ownerId: owner,
          matching: 'newest',
          tags: [],
          limit: 1,
        }),
        GenerationGone,
      );
      await assert.rejects(index.count(42), GenerationGone);
    });
  });
}
