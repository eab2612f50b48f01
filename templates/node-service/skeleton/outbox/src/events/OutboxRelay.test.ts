import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { Registry } from 'prom-client';
import { createLogger } from '../logger.ts';
import { createTestRepository, type TestRepository } from '../testing/createTestRepository.ts';
import type { CloudEvent } from './CloudEvent.ts';
import type { EventBus } from './EventBus.ts';
import { OutboxRelay } from './OutboxRelay.ts';

const logger = createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' });
const NOW = new Date('2026-01-02T03:04:05.678Z');

function setup(pool: Pool, options: { broken?: boolean } = {}) {
  const events: CloudEvent[] = [];
  const state = { broken: options.broken ?? false };
  const bus = {
    publish: (_topic: string, ...batch: CloudEvent[]) => {
      if (state.broken) return Promise.reject(new Error('broker is away'));
      events.push(...batch);
      return Promise.resolve();
    },
  } as unknown as EventBus;
  return {
    events,
    state,
    relay: new OutboxRelay({ pool, bus, topic: 'items', logger, intervalMs: 5 }),
  };
}

describe('the outbox relay', () => {
  let store: TestRepository;
  beforeAll(async () => {
    store = await createTestRepository();
  });
  beforeEach(() => store.pool.query('DELETE FROM outbox'));
  afterAll(() => store.close());

  async function createItem(): Promise<string> {
    const id = randomUUID();
    const item = { id, name: 'lamp', description: '', createdAt: NOW, updatedAt: NOW };
    await store.repository.create(item);
    return id;
  }

  it('publishes every event once, in order, when several replicas relay at the same time', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 25; index += 1) ids.push(await createItem());
    const { events, relay } = setup(store.pool);
    await Promise.all(Array.from({ length: 5 }, () => relay.publishBatch()));
    expect(events.map((event) => event.subject)).toEqual(ids);
    expect(await relay.publishBatch()).toBe(0);
  });

  it('keeps events while the broker is away and publishes them when it is back', async () => {
    const id = await createItem();
    const { events, relay, state } = setup(store.pool, { broken: true });
    await expect(relay.publishBatch()).rejects.toThrow('broker is away');

    relay.start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(events).toEqual([]);
    state.broken = false;
    for (let attempt = 0; events.length === 0 && attempt < 100; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await relay.stop();
    expect(events.map((event) => event.subject)).toEqual([id]);
  });

  it('publishes what is left when it stops', async () => {
    const id = await createItem();
    const { events, relay } = setup(store.pool);
    await relay.stop();
    expect(events.map((event) => event.subject)).toEqual([id]);
  });

  it('shows how many events wait, and does not break a scrape without the database', async () => {
    await createItem();
    const registry = new Registry();
    setup(store.pool).relay.registerMetrics(registry);
    expect(await registry.metrics()).toContain('outbox_pending_messages 1');

    const away = new Registry();
    setup(new Pool({ connectionString: 'postgresql://127.0.0.1:1/x' })).relay.registerMetrics(away);
    expect(await away.metrics()).toContain('outbox_pending_messages Nan');
  });
});
