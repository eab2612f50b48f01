import { GROUPS, openEventBus, TOPICS, type CloudEvent } from '@notes/events';
import {
  createLogger,
  createMetrics,
  Lifecycle,
  Readiness,
} from '@notes/service-kit';

export interface EventRecorder {
  readonly seen: readonly (CloudEvent & { readonly data: unknown })[];
  close(): Promise<void>;
}

/** Listens on the real bus in the place of the audit service. */
export async function recordConfigEvents(
  busUrl: string,
): Promise<EventRecorder> {
  const logger = createLogger({
    name: 'recorder',
    config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
  });
  const lifecycle = new Lifecycle(logger);
  const bus = await openEventBus({
    config: {
      BUS_DATABASE_URL: busUrl,
      KAFKA_SSL: false,
      KAFKA_REPLICATION_FACTOR: 1,
    },
    service: 'recorder',
    logger,
    metrics: createMetrics('recorder', 'test'),
    readiness: new Readiness(logger),
    lifecycle,
  });
  const seen: (CloudEvent & { readonly data: unknown })[] = [];
  await bus.subscribe({
    topic: TOPICS.userEvents,
    group: GROUPS.audit,
    handle: ({ value }) => {
      seen.push(JSON.parse(value) as CloudEvent & { readonly data: unknown });
      return Promise.resolve('settled');
    },
  });
  return { seen, close: () => lifecycle.close() };
}
