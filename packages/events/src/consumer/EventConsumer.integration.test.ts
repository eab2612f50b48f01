import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Pool } from 'pg';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import type { DeadLetter, Delivery } from '../EventBus.ts';
import { createEventTables } from '../testing/createEventTables.ts';
import { noteIndexed } from '../testing/noteEvents.ts';
import { openTestPool } from '../testing/openTestPool.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import {
  EventConsumer,
  type EventConsumerOptions,
  type EventHandlers,
  type Outcome,
} from './EventConsumer.ts';
import { Unprocessable } from './Unprocessable.ts';

function deliver(event: unknown, fields: Partial<Delivery> = {}): Delivery {
  return {
    topic: 'notes-events',
    group: 'search-consumer-group',
    key: 'k',
    value: typeof event === 'string' ? event : JSON.stringify(event),
    attempt: 1,
    lost: false,
    firstSeen: new Date('2026-01-02T03:04:05.678Z'),
    trace: {},
    ...fields,
  };
}

describe('the consumer of events', () => {
  let database: TestDatabase;
  let pool: Pool;
  before(async () => {
    database = await createTestDatabase();
    pool = openTestPool(database.url);
    await createEventTables(pool);
    await pool.query('CREATE TABLE effects (event_id text NOT NULL)');
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  function setup(options: Partial<EventConsumerOptions> = {}) {
    const letters: DeadLetter[] = [];
    const outcomes: Outcome[] = [];
    const handlers: EventHandlers = {
      'note.indexed': async (event, client) => {
        await client.query('INSERT INTO effects VALUES ($1)', [event.id]);
      },
    };
    const consumer = new EventConsumer({
      bus: {
        sendDeadLetter: letter => {
          letters.push(letter);
          return Promise.resolve();
        },
      },
      pool,
      handlers,
      logger: silentLogger,
      attempts: 3,
      backoff: { baseMs: 100, maxMs: 250 },
      isWell: () => Promise.resolve(true),
      onOutcome: outcome => outcomes.push(outcome),
      random: () => 1,
      ...options,
    });
    return { consumer, letters, outcomes };
  }

  async function effectsOf(id: string): Promise<number> {
    const { rows } = await pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM effects WHERE event_id = $1',
      [id],
    );
    return rows[0]?.count ?? 0;
  }

  it('does the work of an event once, however often and wherever it arrives', async () => {
    const { consumer, outcomes } = setup();
    const event = noteIndexed(randomUUID(), 1);
    const times = Array.from({ length: 8 }, () =>
      consumer.handle(deliver(event)),
    );
    assert.deepEqual(new Set(await Promise.all(times)), new Set(['settled']));
    assert.equal(await effectsOf(event.id), 1);
    assert.deepEqual(new Set(outcomes), new Set(['handled']));
  });

  it('does the work for each group', async () => {
    const { consumer } = setup();
    const event = noteIndexed(randomUUID(), 1);
    await consumer.handle(deliver(event));
    await consumer.handle(deliver(event, { group: 'audit-consumer-group' }));
    assert.equal(await effectsOf(event.id), 2);
  });

  it('undoes what a handler wrote before it failed, and does it on the next attempt', async () => {
    let fails = true;
    const { consumer, outcomes } = setup({
      handlers: {
        'note.indexed': async (event, client) => {
          await client.query('INSERT INTO effects VALUES ($1)', [event.id]);
          if (fails) throw new Error('after the write');
        },
      },
    });
    const event = noteIndexed(randomUUID(), 1);
    assert.deepEqual(await consumer.handle(deliver(event)), { retryInMs: 100 });
    assert.equal(await effectsOf(event.id), 0);
    fails = false;
    const again = deliver(event, { attempt: 2 });
    assert.equal(await consumer.handle(again), 'settled');
    assert.equal(await effectsOf(event.id), 1);
    assert.deepEqual(outcomes, ['failed', 'handled']);
  });

  it('puts an event aside after its last attempt, with all that is known about it', async () => {
    const failing: EventHandlers = {
      'note.indexed': () => Promise.reject(new Error('index is away')),
    };
    const { consumer, letters, outcomes } = setup({ handlers: failing });
    const event = noteIndexed(randomUUID(), 1);
    const waits = [];
    for (const attempt of [1, 2, 3]) {
      waits.push(await consumer.handle(deliver(event, { attempt })));
    }
    assert.deepEqual(waits, [
      { retryInMs: 100 },
      { retryInMs: 200 },
      'settled',
    ]);
    assert.deepEqual(outcomes, ['failed', 'failed', 'dead_lettered']);
    const [letter] = letters;
    assert.match(letter?.failedAt ?? '', /^\d{4}-.*Z$/);
    assert.deepEqual(
      { ...letter, id: '', failedAt: '' },
      {
        id: '',
        topic: 'notes-events',
        group: 'search-consumer-group',
        key: 'k',
        eventId: event.id,
        eventType: 'note.indexed',
        reason: 'index is away',
        attempts: 3,
        firstSeen: '2026-01-02T03:04:05.678Z',
        failedAt: '',
        value: JSON.stringify(event),
      },
    );
  });

  it('puts an event aside at once that no retry can help', async () => {
    const { consumer, letters } = setup({
      handlers: {
        'note.indexed': () => Promise.reject(new Unprocessable('no such user')),
      },
    });
    const event = noteIndexed(randomUUID(), 1);
    assert.equal(await consumer.handle(deliver(event)), 'settled');
    assert.deepEqual(
      letters.map(one => [one.reason, one.attempts]),
      [['no such user', 1]],
    );
  });

  it('gives up no event while something is wrong with the service', async () => {
    const { consumer, letters } = setup({
      handlers: { 'note.indexed': () => Promise.reject(new Error('away')) },
      isWell: () => Promise.resolve(false),
    });
    const event = noteIndexed(randomUUID(), 1);
    const late = deliver(event, { attempt: 40 });
    assert.deepEqual(await consumer.handle(late), { retryInMs: 250 });
    assert.deepEqual(letters, []);
  });

  it('puts an event aside that ended the process on every attempt', async () => {
    const { consumer, letters } = setup();
    const event = noteIndexed(randomUUID(), 1);
    const lost = { attempt: 10, lost: true };
    assert.equal(await consumer.handle(deliver(event, lost)), 'settled');
    assert.equal(await effectsOf(event.id), 0);
    assert.match(letters[0]?.reason ?? '', /ended the process/);
  });

  it('keeps a message on its topic while the dead letters cannot take it', async () => {
    const { consumer, outcomes } = setup({
      bus: { sendDeadLetter: () => Promise.reject(new Error('bus is away')) },
    });
    const settlement = await consumer.handle(deliver('{broken'));
    assert.deepEqual(settlement, { retryInMs: 100 });
    assert.deepEqual(outcomes, ['failed']);
  });

  const valid = noteIndexed(randomUUID(), 1);
  const poison = [
    { reason: /^not JSON$/, value: '{broken' },
    { reason: /^not JSON$/, value: '' },
    { reason: /^no CloudEvent: event must be object$/, value: 'null' },
    { reason: /required property 'id'/, value: { ...valid, id: undefined } },
    { reason: /time must match format/, value: { ...valid, time: 'noon' } },
    {
      reason: /^not in contract: data.version/,
      value: withData({ version: 0 }),
    },
    {
      reason: /^not in contract: data.noteId/,
      value: withData({ noteId: 'x' }),
    },
  ];
  for (const { reason, value } of poison) {
    it(`puts a message aside at once that is poison: ${String(reason)}`, async () => {
      const { consumer, letters } = setup();
      assert.equal(await consumer.handle(deliver(value)), 'settled');
      assert.match(letters[0]?.reason ?? '', reason);
    });
  }

  it('has one letter for a message that is put aside twice', async () => {
    const { consumer, letters } = setup();
    await consumer.handle(deliver('{broken'));
    await consumer.handle(deliver('{broken'));
    assert.equal(letters[0]?.id, letters[1]?.id);
    assert.match(
      letters[0]?.id ?? '',
      /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab]/,
    );
  });

  it('skips types that it does not handle, whether the contract knows them or not', async () => {
    const { consumer, letters, outcomes } = setup({ handlers: {} });
    await consumer.handle(deliver(valid));
    await consumer.handle(deliver({ ...valid, type: 'note.frozen', data: {} }));
    assert.deepEqual(outcomes, ['handled', 'handled']);
    assert.deepEqual(letters, []);
  });

  it('accepts a field that a newer producer has added', async () => {
    const { consumer, letters } = setup();
    const event = noteIndexed(randomUUID(), 1);
    const newer = { ...event, data: { ...event.data, language: 'en' } };
    await consumer.handle(deliver(newer));
    assert.equal(await effectsOf(event.id), 1);
    assert.deepEqual(letters, []);
  });

  function withData(fields: object): object {
    return { ...valid, data: { ...valid.data, ...fields } };
  }
});
