import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { IndexQuery } from '../domain/SearchIndex.ts';
import { seedIndex } from '../testing/seedIndex.ts';
import { startSearch, type Search } from '../testing/startSearch.ts';
import { PostgresSearchIndex } from './PostgresSearchIndex.ts';

/** As many as it takes for the planner to prefer what it also prefers with millions. */
const NOTES = 20_000;

describe(`an index of ${NOTES} notes`, () => {
  let search: Search;
  let index: PostgresSearchIndex;
  /** Has a tenth of all notes. */
  const ownerId = randomUUID();
  /** Has a hundredth, as most have. */
  let other: string;
  before(async () => {
    search = await startSearch({ NODE_ENV: 'development', LOG_LEVEL: 'warn' });
    const { pool } = search;
    index = new PostgresSearchIndex({
      pool,
      language: 'english',
      typoTolerance: { enabled: true },
    });
    [other = ''] = await seedIndex(pool, 1, { count: NOTES, first: ownerId });
  });
  after(() => search.close());

  const forms = (): readonly (readonly [string, IndexQuery])[] => {
    const query = { ownerId, tags: [], limit: 21 };
    const exact = { ...query, matching: 'exact' } as const;
    return [
      ['the newest', { ...query, matching: 'newest' }],
      [
        'the newest of a rare tag',
        { ...query, matching: 'newest', tags: ['tag10'] },
      ],
      ['a word of one note', { ...exact, text: 'number500' }],
      ['a word of every note', { ...exact, text: 'river' }],
      [
        'two words of every note and a beginning',
        { ...exact, text: 'river lamp wor' },
      ],
      ['the beginning of thousands of words', { ...exact, text: 'w' }],
      [
        'a phrase whose words are in every note',
        { ...exact, ownerId: other, text: '"river lamp"' },
      ],
      [
        'a common word with a tag',
        { ...exact, text: 'river', tags: ['tag10'] },
      ],
      ['a word that nobody has', { ...exact, text: 'xylophone' }],
      ['a misspelled word', { ...query, matching: 'similar', text: 'lantren' }],
    ];
  };

  it('is never read as a whole', async () => {
    for (const [name, query] of forms()) {
      const statement = await index.statementFor(1, query);
      assert.ok(statement, name);
      const { text, values } = statement;
      const { rows } = await search.pool.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN ${text}`,
        [...values],
      );
      const plan = rows.map(row => row['QUERY PLAN']).join('\n');
      assert.match(plan, /documents_1_(search|newest)/, `${name}:\n${plan}`);
      assert.doesNotMatch(plan, /Seq Scan/, `${name}:\n${plan}`);
      if (query.matching === 'exact' && query.text === 'number500')
        assert.match(plan, /Bitmap Index Scan on documents_1_search/, plan);
    }
  });
});
