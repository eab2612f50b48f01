import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { EventBus } from './EventBus.ts';
import { createKafkaEventBus } from './KafkaEventBus.ts';
import { ObservedEventBus } from './ObservedEventBus.ts';

export interface OpenEventBusOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly registry: Registry;
}

/** Opens KAFKA_BROKERS; in development, without them, a bus inside this process. */
export async function openEventBus(options: OpenEventBusOptions): Promise<EventBus> {
  return new ObservedEventBus(await openBus(options), options.registry);
}

async function openBus({ config, logger }: OpenEventBusOptions): Promise<EventBus> {
  if (config.KAFKA_BROKERS !== undefined) return createKafkaEventBus(config, logger);

  const { LocalEventBus } = await import('../local/LocalEventBus.ts');
  logger.warn('KAFKA_BROKERS is not set: using a bus inside this process, for development only');
  return new LocalEventBus(logger);
}
