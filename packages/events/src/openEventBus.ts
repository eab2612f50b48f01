import { setTimeout as sleep } from 'node:timers/promises';
import type { EventBus } from './EventBus.ts';
import { ObservedEventBus } from './ObservedEventBus.ts';
import type { LifecyclePart, Logger, Metrics, ReadinessPart } from './parts.ts';
import type { BusConfig } from './settings.ts';

export interface OpenEventBusOptions {
  readonly config: BusConfig;
  /** Name of the service, by which a broker knows its clients. */
  readonly service: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: ReadinessPart;
  readonly lifecycle: LifecyclePart;
}

/** How long the start waits for a bus that is not up yet. */
const START_LIMIT_MS = 20_000;
const START_RETRY_MS = 500;

/**
 * Opens Kafka with KAFKA_BROKERS, else pg-boss with BUS_DATABASE_URL.
 *
 * @remarks
 * A service stays ready while its bus is away: its changes wait in the outbox, its consumers catch up later.
 */
export async function openEventBus(
  options: OpenEventBusOptions,
): Promise<EventBus> {
  const { metrics, readiness, lifecycle } = options;
  const bus = new ObservedEventBus(await openWhenUp(options), metrics);
  readiness.add({
    name: 'event-bus',
    required: false,
    check: () => bus.check(),
  });
  lifecycle.onClose('event bus', () => bus.close());
  return bus;
}

async function openWhenUp(options: OpenEventBusOptions): Promise<EventBus> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await openBus(options);
    } catch (error) {
      if (error instanceof TypeError || Date.now() > deadline) throw error;
      options.logger.warn({ err: error }, 'event bus is not up yet');
      await sleep(START_RETRY_MS);
    }
  }
}

async function openBus(options: OpenEventBusOptions): Promise<EventBus> {
  const { config, logger } = options;
  const { BUS_DATABASE_URL: url, KAFKA_BROKERS: brokers } = config;
  // Each bus is loaded when it is used, so that a service carries the client of one.
  if (brokers !== undefined) {
    const { KafkaEventBus } = await import('./kafka/KafkaEventBus.ts');
    return KafkaEventBus.open(options);
  }
  if (url !== undefined) {
    const { PgBossEventBus } = await import('./pgboss/PgBossEventBus.ts');
    return PgBossEventBus.open({ url, logger });
  }
  throw new TypeError('Set KAFKA_BROKERS or BUS_DATABASE_URL: no bus is named');
}
