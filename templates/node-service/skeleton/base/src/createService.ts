import type { Express } from 'express';
import type { Config } from './config.ts';
{% if values.hasCache %}
import { CachedItemRepository } from './data/CachedItemRepository.ts';
import { createCacheRequests } from './data/createCacheRequests.ts';
import { openCache } from './data/openCache.ts';
{% endif %}
{% if values.hasDatabase %}
import { PostgresItemRepository } from './data/PostgresItemRepository.ts';
import { openDatabase } from './data/openDatabase.ts';
{% else %}
import { MemoryItemRepository } from './data/MemoryItemRepository.ts';
{% endif %}
import { ItemService } from './domain/ItemService.ts';
{% if values.consumes %}
import { ItemRequestConsumer } from './events/ItemRequestConsumer.ts';
{% endif %}
{% if values.produces and values.hasDatabase %}
import { OutboxRelay } from './events/OutboxRelay.ts';
{% endif %}
{% if values.hasEvents %}
import { openEventBus } from './events/openEventBus.ts';
{% endif %}
{% if values.produces and not values.hasDatabase %}
import { itemEvent } from './events/itemEvent.ts';
{% endif %}
import { createApp } from './http/createApp.ts';
import { loadOpenApi } from './http/openapi.ts';
{% if values.hasParts %}
import { Lifecycle } from './lifecycle.ts';
{% endif %}
import type { Logger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { Readiness } from './readiness.ts';
import { itemHandlers } from './routes/itemHandlers.ts';

export interface Service {
  readonly app: Express;
  readonly readiness: Readiness;
{% if values.hasParts %}
  close(): Promise<void>;
{% endif %}
}

{% if values.hasParts %}
/** Builds the service from its parts, outermost last; closing goes the other way round. */
export async function createService(config: Config, logger: Logger): Promise<Service> {
  const lifecycle = new Lifecycle(logger);
  try {
    return await assemble(config, logger, lifecycle);
  } catch (error) {
    await lifecycle.close();
    throw error;
  }
}

async function assemble(config: Config, logger: Logger, lifecycle: Lifecycle): Promise<Service> {
{% else %}
/** Builds the service from its parts. */
export function createService(config: Config, logger: Logger): Service {
{% endif %}
  const metrics = createMetrics(config);
  const readiness = new Readiness(logger);
{% if values.hasEvents %}

  const bus = await openEventBus({ config, logger, registry: metrics.registry });
  lifecycle.onClose('event bus', () => bus.close());
{% if values.produces and values.hasDatabase %}
  // The outbox keeps events safe while the broker is away, so the service can go on without it.
  readiness.add({ name: 'events', required: false, check: () => bus.check() });
{% elif values.produces %}
  readiness.add({ name: 'events', required: true, check: () => bus.check() });
{% else %}
  // Requests over HTTP work without the broker; consuming goes on where it stopped.
  readiness.add({ name: 'events', required: false, check: () => bus.check() });
{% endif %}
{% endif %}
{% if values.hasDatabase %}

  const database = await openDatabase({ config, logger, registry: metrics.registry });
  lifecycle.onClose('database', () => database.close());
  readiness.add({ name: 'database', required: true, check: () => database.check() });
{% if values.produces %}

  const relay = new OutboxRelay({
    pool: database.pool,
    bus,
    topic: config.ITEM_EVENTS_TOPIC,
    logger,
  });
  relay.registerMetrics(metrics.registry);
  relay.start();
  lifecycle.onClose('outbox relay', () => relay.stop());
{% endif %}
  const ${{ "stored" if values.hasCache else "repository" }} = new PostgresItemRepository(database.pool);
{% elif values.produces %}

  const ${{ "stored" if values.hasCache else "repository" }} = new MemoryItemRepository(async (change, item) => {
    await bus.publish(config.ITEM_EVENTS_TOPIC, itemEvent(change, item));
  });
{% else %}
  const ${{ "stored" if values.hasCache else "repository" }} = new MemoryItemRepository();
{% endif %}
{% if values.hasCache %}

  const cache = await openCache(config, logger);
  lifecycle.onClose('cache', () => cache.close());
  // Without its cache the service is slower, not broken.
  readiness.add({ name: 'cache', required: false, check: () => cache.check() });
  const repository = new CachedItemRepository(stored, {
    cache,
    ttlSeconds: config.CACHE_TTL_SECONDS,
    logger,
    requests: createCacheRequests(metrics.registry),
  });
{% endif %}

  const items = new ItemService(repository);
{% if values.consumes %}

  const consumer = new ItemRequestConsumer({
    bus,
    items,
    topic: config.ITEM_REQUESTS_TOPIC,
    logger,
    isWell: async () => (await readiness.report()).status === 'ready',
  });
  await consumer.start();
  lifecycle.onClose('consumer', () => consumer.stop());
{% endif %}

  const document = loadOpenApi();
  const handlers = itemHandlers(items);
  const app = createApp({ config, logger, metrics, readiness, document, handlers });
{% if values.hasParts %}
  return { app, readiness, close: () => lifecycle.close() };
{% else %}
  return { app, readiness };
{% endif %}
}
