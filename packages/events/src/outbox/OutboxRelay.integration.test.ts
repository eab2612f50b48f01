import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import type { EventBus } from '../EventBus.ts';
import { inTransaction } from '../inTransaction.ts';
import { createEventTables } from '../testing/createEventTables.ts';
import { eventually } from '../testing/eventually.ts';
import { noteHistory, noteIndexed } from '../testing/noteEvents.ts';
import { openTestPool } from '../testing/openTestPool.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import { testParts } from '../testing/testParts.ts';
import { Outbox } from './Outbox.ts';
import { OutboxRelay } from './OutboxRelay.ts';
import { startOutboxRelay } from './startOutboxRelay.ts';

const topic = 'notes-events';

describe('the outbox and its relay', () => {
  let database: TestDatabase;
  let pool: Pool;
  const relays: OutboxRelay[] = [];
  before(async () => {
    database = await createTestDatabase();
    pool = openTestPool(database.url, 30);
    await createEventTables(pool);
    await pool.query('CREATE TABLE counter AS SELECT 0 AS n');
  });
  beforeEach(() => pool.query('DELETE FROM outbox'));
  afterEach(async () => {
    await Promise.all(relays.splice(0).map(relay => relay.stop()));
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  /** Records what is published, and answers as told. */
  function setup(options: { onPublish?: () => Promise<void> } = {}) {
    const published: CloudEvent[] = [];
    const { onPublish = () => Promise.resolve() } = options;
    const bus: Pick<EventBus, 'publish'> = {
      publish: async (_topic, events) => {
        await onPublish();
        published.push(...events);
      },
    };
    const relay = new OutboxRelay({
      pool,
      bus,
      logger: silentLogger,
      pollMs: 50,
    });
    relays.push(relay);
    return { bus, published, relay };
  }

  function add(...events: CloudEvent[]): Promise<void> {
    return inTransaction(pool, client => Outbox.add(client, topic, ...events));
  }

  async function countPending(): Promise<number> {
    const { rows } = await pool.query<{ pending: number }>(
      'SELECT count(*)::int AS pending FROM outbox',
    );
    return rows[0]?.pending ?? 0;
  }

  it('publishes the events of a key in the order in which their transactions commit', async () => {
    const { published, relay } = setup();
    relay.start();
    const key = randomUUID();
    const order = new Map<string, number>();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        inTransaction(pool, async client => {
          const events = [noteIndexed(key, 1), noteIndexed(randomUUID(), 1)];
          await Outbox.add(client, topic, ...events);
          await sleep(Math.random() * 20);
          const { rows } = await client.query<{ n: number }>(
            'UPDATE counter SET n = n + 1 RETURNING n',
          );
          order.set(events[0]?.id ?? '', rows[0]?.n ?? 0);
        }),
      ),
    );
    await eventually('all published', () => published.length === 40);
    const ofKey = published.filter(event => event.subject === key);
    const committed = ofKey.map(event => order.get(event.id) ?? 0);
    assert.deepEqual(
      committed,
      committed.toSorted((one, other) => one - other),
    );
  });

  it('publishes nothing of a change that was rolled back', async () => {
    const { published, relay } = setup();
    const kept = noteIndexed(randomUUID(), 1);
    await assert.rejects(
      inTransaction(pool, async client => {
        await Outbox.add(client, topic, noteIndexed(randomUUID(), 1));
        throw new Error('the change fails');
      }),
    );
    await add(kept);
    relay.start();
    await eventually('the next event', () => published.length > 0);
    assert.deepEqual(
      published.map(event => event.id),
      [kept.id],
    );
  });

  it('publishes again, in order, what was published when the relay lost its connection before the delete', async () => {
    let cut = false;
    const events = noteHistory(randomUUID(), 3);
    const { published, relay } = setup({
      onPublish: async () => {
        if (cut) return;
        cut = true;
        // The bus has the events now and the relay's session ends, as it does in a crash.
        published.push(...events);
        await pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        throw new Error('crash');
      },
    });
    await add(...events);
    relay.start();
    await eventually('an empty outbox', async () => {
      return cut && (await countPending()) === 0;
    });
    assert.deepEqual(
      published.map(event => event.id),
      [...events, ...events].map(event => event.id),
    );
  });

  it('is relayed by one replica at a time, and by another when that one stops', async () => {
    let now = 0;
    let most = 0;
    const onPublish = async () => {
      most = Math.max(most, (now += 1));
      await sleep(5);
      now -= 1;
    };
    const [one, two] = [setup({ onPublish }), setup({ onPublish })];
    one.relay.start();
    two.relay.start();
    const history = noteHistory(randomUUID(), 30);
    for (const event of history.slice(0, 15)) await add(event);
    const published = () => [...one.published, ...two.published];
    await eventually('the first half', () => published().length === 15);
    assert.equal(Math.min(one.published.length, two.published.length), 0);

    const leader = one.published.length > 0 ? one : two;
    await leader.relay.stop();
    for (const event of history.slice(15)) await add(event);
    await eventually('the second half', () => published().length === 30);
    assert.equal(leader.published.length, 15);
    assert.equal(most, 1);
  });

  it('keeps events while the bus is away and publishes them when it is back', async () => {
    let away = true;
    let refused = 0;
    const events = noteHistory(randomUUID(), 150);
    await add(...events);
    const { published, relay } = setup({
      onPublish: () => {
        if (!away) return Promise.resolve();
        refused += 1;
        return Promise.reject(new Error('bus is away'));
      },
    });
    relay.start();
    await eventually('two vain attempts', () => refused >= 2);
    assert.equal(await countPending(), 150);
    away = false;
    await eventually('all published', () => published.length === 150);
    assert.deepEqual(
      published.map(event => event.id),
      events.map(event => event.id),
    );
  });

  it('hears of an event at once, and publishes what is left when it stops', async () => {
    const parts = testParts();
    const published: CloudEvent[] = [];
    const bus = {
      publish: (_topic: string, events: readonly CloudEvent[]) => {
        published.push(...events);
        return Promise.resolve();
      },
    } as EventBus;
    startOutboxRelay({
      ...parts,
      pool,
      bus,
      logger: silentLogger,
      // Far later than what this waits for: only a notification can be the reason.
      pollMs: 3_600_000,
    });
    await add(noteIndexed(randomUUID(), 1));
    await eventually('the first event', () => published.length === 1);
    await add(noteIndexed(randomUUID(), 1));
    await eventually('the second event', () => published.length === 2);

    await add(noteIndexed(randomUUID(), 1));
    await parts.close();
    assert.equal(published.length, 3);
    assert.equal(await countPending(), 0);
  });

  it('shows how many events wait, and no number without its database', async () => {
    const parts = testParts();
    const bus = {
      publish: () => Promise.reject(new Error('away')),
    } as unknown as EventBus;
    const options = { bus, logger: silentLogger };
    startOutboxRelay({ ...parts, ...options, pool });
    await add(...noteHistory(randomUUID(), 3));
    const text = await parts.metrics.registry.metrics();
    assert.match(text, /^outbox_pending_messages 3$/m);
    await parts.close();

    const away = testParts();
    const nowhere = new Pool({
      connectionString: 'postgresql://127.0.0.1:1/x',
    });
    startOutboxRelay({ ...away, ...options, pool: nowhere });
    const nothing = await away.metrics.registry.metrics();
    assert.match(nothing, /^outbox_pending_messages Nan$/m);
    await away.close();
    await nowhere.end();
  });

  it('refuses an event on another topic than its own', async () => {
    await assert.rejects(
      inTransaction(pool, client =>
        Outbox.add(client, 'user-events', noteIndexed(randomUUID(), 1)),
      ),
      /its topic is "notes-events", not "user-events"/,
    );
    await assert.rejects(
      add({ ...noteIndexed(randomUUID(), 1), type: 'note.frozen' }),
      /its type is not in asyncapi.yaml/,
    );
  });
});
