import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ListQuery } from '../domain/NoteReader.ts';
import { itemsOf } from '../testing/noteSteps.ts';
import { seedNotes } from '../testing/seedNotes.ts';
import { startNotes, type Notes } from '../testing/startNotes.ts';
import { listStatement } from './PostgresNoteReader.ts';

/** As many as it takes for the planner to prefer what it also prefers with millions. */
const NOTES = 20_000;

describe(`lists of ${NOTES} notes`, () => {
  let notes: Notes;
  const ownerId = randomUUID();
  before(async () => {
    notes = await startNotes();
    await seedNotes(notes.pool, NOTES, ownerId);
  });
  after(() => notes.close());

  const after_ = {
    createdAt: new Date('2026-01-01T02:00:00.000Z'),
    id: '80000000-0000-4000-8000-000000000000',
  };
  const forms = (): readonly (readonly [string, ListQuery])[] => {
    const query = { ownerId, state: 'active', limit: 21 } as const;
    return [
      ['the first page', query],
      ['a later page', { ...query, after: after_ }],
      ['the first page of a common tag', { ...query, tag: 'common' }],
      [
        'a later page of a common tag',
        { ...query, tag: 'common', after: after_ },
      ],
      ['the page of a rare tag', { ...query, tag: 'tag 10' }],
      ['the bin', { ...query, state: 'deleted' }],
    ];
  };

  it('are read from an index, never from the whole table, and many are never sorted', async () => {
    for (const [name, query] of forms()) {
      const { text, values } = listStatement(query);
      const { rows } = await notes.pool.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN ${text}`,
        values,
      );
      const plan = rows.map(row => row['QUERY PLAN']).join('\n');
      assert.match(plan, /Index/, name);
      assert.doesNotMatch(plan, /Seq Scan/, `${name}:\n${plan}`);
      // Sorting a few rows costs nothing; sorting all of an owner's would grow with them.
      const few = /rare|bin/.test(name);
      if (!few) assert.doesNotMatch(plan, /\bSort\b/, `${name}:\n${plan}`);
    }
  });

  it('are asked for once, and then come from the cache', async () => {
    const as = { subject: ownerId, permissions: ['notes:read'] };
    const ask = () => notes.request('/api/notes?limit=20', { as });
    const page = await ask();
    assert.equal(itemsOf(page).length, 20);
    for (let time = 0; time < 5; time += 1) {
      assert.deepEqual((await ask()).body, page.body);
    }
    const { text } = await notes.request('/metrics');
    assert.match(text, /cache_requests_total\{result="miss"\} 1\n/);
    assert.match(text, /cache_requests_total\{result="hit"\} 5\n/);
  });
});
