import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { CloudEvent } from '@notes/events';
import { inTransaction, systemClock } from '@notes/service-kit';
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { Generations } from '../data/Generations.ts';
import { PostgresSearchIndex } from '../data/PostgresSearchIndex.ts';
import { ReceivedNotes } from '../data/ReceivedNotes.ts';
import { NoteIndexer } from '../domain/NoteIndexer.ts';
import type { Engine, SearchIndex } from '../domain/SearchIndex.ts';
import {
  noteDeleted,
  noteQuarantined,
  noteWritten,
  startSearch,
  type Search,
} from '../testing/startSearch.ts';
import { createSearchHandlers } from './createSearchHandlers.ts';

const OWNER = randomUUID();
const STEPS = ['update', 'delete', 'quarantine', 'purge'] as const;
type Handle = (event: CloudEvent, client: PoolClient) => Promise<void>;

/** The life of one note as its service would tell it: versions without gaps, nothing after the purge. */
function lifeOf(steps: readonly (typeof STEPS)[number][]): CloudEvent[] {
  const noteId = randomUUID();
  const note = { noteId, ownerId: OWNER };
  const events = [noteWritten('note.created', { ...note, title: 'version 1' })];
  let version = 1;
  for (const step of steps) {
    if (step === 'purge') {
      version += 1;
      const deleted = { ...note, version };
      return [...events, noteDeleted(deleted), noteDeleted(deleted, true)];
    }
    version += 1;
    const next = { ...note, version };
    events.push(
      step === 'update'
        ? noteWritten('note.updated', { ...next, title: `version ${version}` })
        : step === 'delete'
          ? noteDeleted(next)
          : noteQuarantined(next),
    );
  }
  return events;
}

function expectedOf(events: readonly CloudEvent[]): string[] {
  const last = events.at(-1);
  const { noteId, title, version } = last?.data as {
    noteId: string;
    title?: string;
    version: number;
  };
  return title === undefined ? [] : [`${noteId} ${version} ${title}`];
}

describe('events of notes', () => {
  let search: Search;
  before(async () => {
    search = await startSearch();
  });
  after(() => search.close());

  async function deliver(
    event: CloudEvent,
    handlers: Partial<Record<string, Handle>>,
  ) {
    await inTransaction(search.pool, async client => {
      const { rowCount } = await client.query(
        `INSERT INTO processed_events (consumer_group, event_id) VALUES ('test', $1) ON CONFLICT DO NOTHING`,
        [event.id],
      );
      if (rowCount === 1) await handlers[event.type]?.(event, client);
    });
  }

  it('end in the same index in whatever order and however often they come', async () => {
    const { pool } = search;
    const index = new PostgresSearchIndex({
      pool,
      language: 'english',
      typoTolerance: { enabled: true },
    });
    const indexes = new Map<Engine, SearchIndex>([[index.engine, index]]);
    const parts = {
      generations: new Generations(pool),
      notes: new ReceivedNotes(pool),
      indexes,
    };
    const handlers = createSearchHandlers({
      indexer: new NoteIndexer(parts),
      clock: systemClock,
      onIndexed: () => undefined,
    }) as Partial<Record<string, Handle>>;
    const lives = fc.array(
      fc.array(fc.constantFrom(...STEPS), { maxLength: 5 }).map(lifeOf),
      { minLength: 1, maxLength: 4 },
    );
    const story = lives.chain(of => {
      const all = of.flat();
      // Every event comes at least once, some again, in any order, also within one note.
      return fc.tuple(
        fc.constant(of),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.constantFrom(...all), { maxLength: 10 }),
        fc.nat({ max: all.length }),
      );
    });
    await fc.assert(
      fc.asyncProperty(story, async ([of, order, again, cut]) => {
        await pool.query(
          `DELETE FROM received_notes; DELETE FROM outbox; DELETE FROM processed_events; DELETE FROM documents_1`,
        );
        for (const event of [
          ...order.slice(0, cut),
          ...again,
          ...order.slice(cut),
        ])
          await deliver(event, handlers);
        // As after a loss of what was remembered: the versions alone must be enough.
        await pool.query(`DELETE FROM processed_events`);
        for (const event of again) await deliver(event, handlers);
        const { rows } = await pool.query<{ found: string }>(
          `SELECT concat_ws(' ', note_id, version, title) AS found FROM documents_1 ORDER BY 1`,
        );
        assert.deepEqual(
          rows.map(row => row.found),
          of.flatMap(expectedOf).sort(),
        );
      }),
      { numRuns: 80 },
    );
  });

  it('are confirmed once for each version, also when they are late', async () => {
    const noteId = randomUUID();
    const late = noteWritten('note.created', { noteId, ownerId: OWNER });
    const confirmed = new Set<string>();
    const { openBus } = await import('../testing/startSearch.ts');
    const { bus, close } = await openBus(search.busUrl);
    let count = 0;
    await bus.subscribe({
      topic: 'notes-events',
      group: 'workflow-consumer-group',
      handle: ({ value }) => {
        const { causationid, data, subject, type } = JSON.parse(
          value,
        ) as CloudEvent;
        if (type === 'note.indexed' && subject === noteId) {
          count += 1;
          confirmed.add(
            `${causationid} ${(data as { version: number }).version}`,
          );
        }
        return Promise.resolve('settled' as const);
      },
    });
    const newer = noteWritten('note.updated', {
      noteId,
      ownerId: OWNER,
      version: 2,
    });
    await search.publish(newer, late, late);
    const { waitFor } = await import('@notes/service-kit/testing');
    await waitFor(() => confirmed.size === 2, 'both versions to be confirmed');
    assert.deepEqual(
      [...confirmed].sort(),
      [`${late.id} 1`, `${newer.id} 2`].sort(),
    );
    assert.equal(count, 2);
    assert.match(
      (await search.request('/metrics')).text,
      /search_index_delay_seconds_count [1-9]/,
    );
    await close();
  });
});
