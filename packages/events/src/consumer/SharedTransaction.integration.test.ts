import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Pool, PoolClient } from 'pg';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import type { Delivery } from '../EventBus.ts';
import { createEventTables } from '../testing/createEventTables.ts';
import { noteIndexed } from '../testing/noteEvents.ts';
import { openTestPool } from '../testing/openTestPool.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import { EventConsumer } from './EventConsumer.ts';
import { SharedTransaction, type EventBatch } from './SharedTransaction.ts';

const GROUP = 'audit-consumer-group';

function deliver(event: CloudEvent, attempt = 1): Delivery {
  return {
    topic: 'notes-events',
    group: GROUP,
    key: event.subject,
    value: JSON.stringify(event),
    attempt,
    lost: false,
    firstSeen: new Date('2026-01-02T03:04:05.678Z'),
    trace: {},
  };
}

function someEvents(count: number): CloudEvent[] {
  return Array.from({ length: count }, () => noteIndexed(randomUUID(), 1));
}

describe('a consumer that handles events together', () => {
  let database: TestDatabase;
  let pool: Pool;
  let statements: string[] = [];
  before(async () => {
    database = await createTestDatabase();
    pool = openTestPool(database.url);
    pool.on('connect', client => {
      const query = client.query.bind(client) as (
        ...given: unknown[]
      ) => unknown;
      const counted = (...given: unknown[]) => {
        statements.push(String(given[0]).trim());
        return query(...given);
      };
      client.query = counted as PoolClient['query'];
    });
    await createEventTables(pool);
    await pool.query('CREATE TABLE effects (event_id text NOT NULL)');
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(() => {
    statements = [];
  });

  function setup(handle: EventBatch['handle'] = store) {
    const letters: string[] = [];
    const batches: string[][] = [];
    const shared = new SharedTransaction({
      pool,
      group: GROUP,
      logger: silentLogger,
      batch: {
        types: ['note.indexed'],
        handle: (events, client) => {
          batches.push(events.map(({ event }) => event.id));
          return handle(events, client);
        },
      },
    });
    const consumer = new EventConsumer({
      bus: {
        sendDeadLetter: ({ eventId = '' }) => {
          letters.push(eventId);
          return Promise.resolve();
        },
      },
      pool,
      handlers: {},
      shared,
      logger: silentLogger,
      attempts: 2,
      backoff: { baseMs: 100, maxMs: 250 },
      isWell: () => Promise.resolve(true),
      onOutcome: () => undefined,
      random: () => 1,
    });
    return { batches, consumer, letters };
  }

  const store: EventBatch['handle'] = async (events, client) => {
    await client.query('INSERT INTO effects SELECT unnest($1::text[])', [
      events.map(({ event }) => event.id),
    ]);
  };

  async function effectsOf(events: readonly CloudEvent[]): Promise<string[]> {
    const { rows } = await pool.query<{ id: string }>(
      'SELECT event_id AS id FROM effects WHERE event_id = ANY($1)',
      [events.map(one => one.id)],
    );
    return rows.map(({ id }) => id).sort();
  }

  function idsOf(events: readonly CloudEvent[]): string[] {
    return events.map(one => one.id).sort();
  }

  it('takes one transaction of four statements for a hundred events that come together', async () => {
    const { batches, consumer } = setup();
    const events = someEvents(100);
    const settled = events.map(one => consumer.handle(deliver(one)));
    assert.deepEqual(new Set(await Promise.all(settled)), new Set(['settled']));
    assert.deepEqual(
      statements.map(one => one.split(' ').slice(0, 3).join(' ')),
      [
        'BEGIN',
        'INSERT INTO processed_events',
        'INSERT INTO effects',
        'COMMIT',
      ],
    );
    assert.deepEqual(batches, [events.map(one => one.id)]);
    assert.deepEqual(await effectsOf(events), idsOf(events));
  });

  it('gathers what comes while a transaction is under way into the next one', async () => {
    const begun = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const { batches, consumer } = setup(async (events, client) => {
      begun.resolve(undefined);
      await release.promise;
      await store(events, client);
    });
    const events = someEvents(21);
    const settled = events
      .slice(0, 1)
      .map(one => consumer.handle(deliver(one)));
    await begun.promise;
    settled.push(...events.slice(1).map(one => consumer.handle(deliver(one))));
    release.resolve(undefined);
    await Promise.all(settled);
    assert.deepEqual(
      batches.map(one => one.length),
      [1, 20],
    );
  });

  it('does the work of an event once, in one batch and in a later one', async () => {
    const { batches, consumer } = setup();
    const events = someEvents(3);
    const twice = [...events, ...events];
    await Promise.all(twice.map(one => consumer.handle(deliver(one))));
    await Promise.all(twice.map(one => consumer.handle(deliver(one))));
    assert.deepEqual(
      batches.flat(),
      events.map(one => one.id),
    );
    assert.deepEqual(await effectsOf(events), idsOf(events));
  });

  it('holds back none but the event that fails, and spoils no second batch with it', async () => {
    const events = someEvents(10);
    const [bad, ...good] = events;
    assert.ok(bad);
    const { batches, consumer, letters } = setup(async (batch, client) => {
      await store(batch, client);
      if (batch.some(({ event }) => event.id === bad.id)) throw new Error('no');
    });
    const settled = await Promise.all(
      events.map(one => consumer.handle(deliver(one))),
    );
    assert.deepEqual(settled, [
      { retryInMs: 100 },
      ...good.map(() => 'settled'),
    ]);
    assert.deepEqual(await effectsOf(events), idsOf(good));

    batches.length = 0;
    const later = someEvents(2);
    await Promise.all([
      consumer.handle(deliver(bad, 2)),
      ...later.map(one => consumer.handle(deliver(one))),
    ]);
    assert.deepEqual(
      batches.toSorted((one, other) => one.length - other.length),
      [[bad.id], later.map(one => one.id)],
    );
    assert.deepEqual(letters, [bad.id]);
    assert.deepEqual(await effectsOf([bad]), []);
  });

  it('runs what belongs to one event in the trace of that event', async () => {
    const traces = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const { consumer } = setup((batch, client) => {
      seen.push(...batch.map(one => one.inTrace(() => traces.getStore())));
      return store(batch, client);
    });
    const events = someEvents(3);
    await Promise.all(
      events.map(one =>
        traces.run(one.id, () => consumer.handle(deliver(one))),
      ),
    );
    assert.deepEqual(
      seen,
      events.map(one => one.id),
    );
  });
});
