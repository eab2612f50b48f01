import { GROUPS, openEventBus, TOPICS, type CloudEvent } from '@notes/events';
import {
  createLogger,
  createMetrics,
  Lifecycle,
  Readiness,
} from '@notes/service-kit';
import { waitFor } from '@notes/service-kit/testing';

export interface RecordedEvent extends CloudEvent {
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventRecorder {
  /** The events of a note, as soon as there are that many. */
  of(noteId: string, count: number): Promise<RecordedEvent[]>;
  publish(topic: string, events: readonly CloudEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** Listens on the real bus in the place of the audit service. */
export async function recordEvents(busUrl: string): Promise<EventRecorder> {
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
  const seen: RecordedEvent[] = [];
  await bus.subscribe({
    topic: TOPICS.notesEvents,
    group: GROUPS.audit,
    handle: ({ value }) => {
      seen.push(JSON.parse(value) as RecordedEvent);
      return Promise.resolve('settled');
    },
  });
  return {
    async of(noteId, count) {
      const found = () => seen.filter(({ subject }) => subject === noteId);
      await waitFor(
        () => found().length >= count,
        `${count} events of the note`,
      );
      return found();
    },
    publish: (topic, sent) => bus.publish(topic, sent),
    close: () => lifecycle.close(),
  };
}
