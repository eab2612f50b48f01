import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createLogger, systemClock } from '@notes/service-kit';
import { waitFor } from '@notes/service-kit/testing';
import { NoteSearch } from '../domain/NoteSearch.ts';
import {
  noteDeleted,
  noteWritten,
  startSearch,
  type Search,
} from '../testing/startSearch.ts';
import { Generations } from './Generations.ts';
import { PostgresSearchIndex } from './PostgresSearchIndex.ts';
import { Rebuilder } from './Rebuilder.ts';
import { ReceivedNotes } from './ReceivedNotes.ts';

const OWNER = randomUUID();
const ADMIN = {
  subject: randomUUID(),
  permissions: ['search:read'],
  roles: ['admin'],
};
const USER = { ...ADMIN, roles: ['user'] };
const logger = createLogger({
  name: 'test',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});

interface Status {
  generation: number;
  documents: number;
  lagEvents: number;
  lastChangeAt: string;
  typoTolerance: { enabled: boolean };
  rebuild?: { generation: number; notesCopied: number };
}

describe('rebuilding the index', () => {
  let search: Search;
  let ids: string[];
  before(async () => {
    search = await startSearch({ REBUILD_INTERVAL_MS: '600000' });
    ids = Array.from({ length: 40 }, () => randomUUID());
    await search.publish(
      ...ids.map(noteId =>
        noteWritten('note.created', {
          noteId,
          ownerId: OWNER,
          title: 'before',
          at: new Date('2026-03-04T05:06:07Z'),
        }),
      ),
    );
    await search.handled(40);
  });
  after(() => search.close());

  const status = async () =>
    (await search.request('/api/search/status', { as: USER })).body as Status;

  function rebuilder(onBatch?: () => Promise<void>, batchSize = 10) {
    const { pool } = search;
    const index = new PostgresSearchIndex({
      pool,
      language: 'english',
      typoTolerance: { enabled: true },
    });
    const generations = new Generations(pool);
    return new Rebuilder({
      ...{
        pool,
        generations,
        logger,
        clock: systemClock,
        engine: 'postgresql',
        batchSize,
      },
      notes: new ReceivedNotes(pool),
      indexes: new Map([[index.engine, index]]),
      ...(onBatch && { onBatch }),
    });
  }

  it('is for administrators, and tells where it stands', async () => {
    const post = { method: 'POST' };
    assert.equal(
      (await search.request('/api/search/rebuild', post)).status,
      401,
    );
    assert.equal(
      (await search.request('/api/search/rebuild', { ...post, as: USER }))
        .status,
      403,
    );

    // The bus hears of the last event a moment after its transaction.
    let first = await status();
    await waitFor(async () => {
      first = await status();
      return first.lagEvents === 0;
    }, 'no event to be left');
    assert.deepEqual(
      [first.documents, first.lagEvents, first.lastChangeAt],
      [40, 0, '2026-03-04T05:06:07.000Z'],
    );
    // What the index lost comes back from what the service has received.
    await search.pool.query(
      `DELETE FROM documents_${first.generation} WHERE note_id = $1`,
      [ids[0]],
    );
    const reply = await search.request('/api/search/rebuild', {
      ...post,
      as: ADMIN,
    });
    assert.equal(reply.status, 202, reply.text);
    await waitFor(
      async () => (await status()).generation > first.generation,
      'the new index to answer',
    );
    assert.equal((await status()).documents, 40);
    await waitFor(async () => {
      const { rows } = await search.pool.query(
        'SELECT 1 FROM pg_tables WHERE tablename = $1',
        [`documents_${first.generation}`],
      );
      return rows.length === 0;
    }, 'the old index to be dropped');
  });

  it('gives its lock back', async () => {
    // The old index is dropped a moment before that.
    await waitFor(
      async () => (await rebuilder().carryOn()) === 'nothing to do',
      'the lock of the service to be free',
    );
  });

  it('loses no change that comes meanwhile, never stops answering, and shows the old state until it switches', async () => {
    const before_ = await status();
    let batches = 0;
    let handled = 40;
    const found = new Set<number>();
    const building = rebuilder(async () => {
      batches += 1;
      // Notes that are copied already and notes that are not, changed and deleted between batches.
      const noteId = ids[batches] ?? '';
      await search.publish(
        noteWritten('note.updated', {
          noteId,
          ownerId: OWNER,
          version: 2,
          title: `during ${batches}`,
        }),
        noteDeleted({
          noteId: ids[39 - batches] ?? '',
          ownerId: OWNER,
          version: 2,
        }),
        noteWritten('note.created', { ownerId: OWNER, title: 'fresh' }),
      );
      await search.handled((handled += 3));
      const page = await search.find(OWNER, '?q=fresh&limit=100');
      found.add(page.items.length);
      assert.equal((await status()).generation, before_.generation);
      // A fresh note that lies before the place of the copy is not copied: it came by its event. The last batch may
      // be empty.
      const copied = (await status()).rebuild?.notesCopied ?? 0;
      assert.ok(copied >= (batches - 1) * 10 && copied <= batches * 10);
    });
    const { id } = await building.begin();
    assert.equal(
      (await building.begin()).id,
      id,
      'a second one is the first one',
    );
    assert.equal(await building.carryOn(), 'done');

    assert.ok(batches >= 4);
    assert.deepEqual(
      [...found],
      Array.from({ length: batches }, (_, at) => at + 1),
    );
    assert.deepEqual(
      [(await status()).generation, (await status()).documents],
      [id, 40],
    );
    const titles = (await search.find(OWNER, '?q=during&limit=100')).items.map(
      item => item.title.text,
    );
    assert.deepEqual(
      titles.sort(),
      Array.from({ length: batches }, (_, at) => `during ${at + 1}`).sort(),
    );
  });

  it('is carried on by another replica when one dies halfway', async () => {
    const dying = rebuilder(() => Promise.reject(new Error('killed')));
    const { id } = await dying.begin();
    await assert.rejects(dying.carryOn(), /killed/);
    assert.equal((await status()).rebuild?.notesCopied, 10);
    // The lock goes with the connection of the one that died.
    await waitFor(
      async () => (await rebuilder().carryOn()) === 'done',
      'another replica to finish',
    );
    assert.equal((await status()).generation, id);
    assert.equal(await rebuilder().carryOn(), 'nothing to do');
  });

  it('keeps the index that answers when the replica that was taken for dead switches once more', async () => {
    const generations = new Generations(search.pool);
    const { generation } = await status();
    await generations.switchTo(generation, new Date());
    assert.equal((await status()).generation, generation);
  });

  it('fails no question, no look at the status and no change while one index after the other takes over', async () => {
    const { documents } = await status();
    const rebuilds = 8;
    const last = (await status()).generation + rebuilds;
    let ended = false;
    const asking = async (ask: () => Promise<unknown>) => {
      while (!ended) await ask();
    };
    const look = async () => {
      const reply = await search.request('/api/search/status', { as: USER });
      assert.equal(reply.status, 200, reply.text);
      const { generation, rebuild, ...seen } = reply.body as Status;
      assert.equal(seen.documents, documents);
      assert.notEqual(rebuild?.generation, generation);
    };
    const rebuilding = async () => {
      try {
        while ((await status()).generation < last) {
          const one = rebuilder(undefined, 100);
          await one.begin();
          await one.carryOn();
        }
      } finally {
        ended = true;
      }
    };
    await Promise.all([
      rebuilding(),
      ...[look, look].map(asking),
      asking(async () => {
        await search.find(OWNER, '?q=fresh&limit=1');
        await search.find(OWNER, '?q=frehs&limit=1');
      }),
    ]);
  });

  it('does not fail a question that falls into the switch', async () => {
    const { pool } = search;
    const index = new PostgresSearchIndex({
      pool,
      language: 'english',
      typoTolerance: { enabled: true },
    });
    const generations = new Generations(pool);
    const stale = await generations.open();
    const another = rebuilder();
    await another.begin();
    await another.carryOn();
    let asked = 0;
    const late = {
      open: () => (asked++ === 0 ? Promise.resolve(stale) : generations.open()),
    };
    const answer = await new NoteSearch({
      generations: late,
      indexes: new Map([[index.engine, index]]),
    }).find({ ownerId: OWNER, text: 'fresh', tags: [], limit: 3 });
    assert.equal(asked, 2);
    assert.equal(answer.hits.length, 3);
  });
});
