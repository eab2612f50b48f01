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
  const open = await loadBus(options);
  const bus = new ObservedEventBus(await openWhenUp(open, options), metrics);
  readiness.add({
    name: 'event-bus',
    required: false,
    check: () => bus.check(),
  });
  lifecycle.onClose('event bus', () => bus.close());
  return bus;
}

async function openWhenUp(
  open: () => Promise<EventBus>,
  { logger }: OpenEventBusOptions,
): Promise<EventBus> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (isMistake(error) || Date.now() > deadline) throw error;
      logger.warn({ err: error }, 'event bus is not up yet');
      await sleep(START_RETRY_MS);
    }
  }
}

/** A fault of the code or of a setting, which is the same at the next attempt. */
function isMistake(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError ||
    error instanceof RangeError
  );
}

/**
 * Each bus is loaded when it is used, so that a service carries the client of one. That happens once and before the
 * first attempt: a library that is missing or broken is no bus that will be up soon.
 */
async function loadBus(
  options: OpenEventBusOptions,
): Promise<() => Promise<EventBus>> {
  const { config, logger } = options;
  const { BUS_DATABASE_URL: url, KAFKA_BROKERS: brokers } = config;
  if (brokers !== undefined) {
    const { KafkaEventBus } = await import('./kafka/KafkaEventBus.ts');
    return () => KafkaEventBus.open(options);
  }
  if (url !== undefined) {
    const { PgBossEventBus } = await import('./pgboss/PgBossEventBus.ts');
    return () => PgBossEventBus.open({ url, logger });
  }
  throw new TypeError('Set KAFKA_BROKERS or BUS_DATABASE_URL: no bus is named');
}
