import {
  GROUPS,
  openEventBus,
  TOPICS,
  type CloudEvent,
  type EventBus,
} from '@notes/events';
import {
  createLogger,
  createMetrics,
  Lifecycle,
  Readiness,
} from '@notes/service-kit';
import { waitFor } from '@notes/service-kit/testing';

export interface TestBus {
  readonly bus: EventBus;
  /** What was told of a note, as soon as there is that much. */
  mailed(
    noteId: string,
    count: number,
  ): Promise<{ status: string; reason?: string }[]>;
  close(): Promise<void>;
}

/** The real bus, as other services use it; it listens in the place of the workflow. */
export async function startBus(url: string): Promise<TestBus> {
  const config = { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' } as const;
  const logger = createLogger({ name: 'test', config });
  const lifecycle = new Lifecycle(logger);
  const bus = await openEventBus({
    config: {
      BUS_DATABASE_URL: url,
      KAFKA_SSL: false,
      KAFKA_REPLICATION_FACTOR: 1,
    },
    service: 'test',
    logger,
    metrics: createMetrics('test', 'test'),
    readiness: new Readiness(logger),
    lifecycle,
  });
  const seen: CloudEvent[] = [];
  await bus.subscribe({
    topic: TOPICS.notesEvents,
    group: GROUPS.workflow,
    handle: ({ value }) => {
      seen.push(JSON.parse(value) as CloudEvent);
      return Promise.resolve('settled');
    },
  });
  return {
    bus,
    async mailed(noteId, count) {
      const found = () =>
        seen.filter(
          one => one.subject === noteId && one.type === 'note.mailed',
        );
      await waitFor(
        () => found().length >= count,
        `${count} times note.mailed`,
      );
      return found().map(
        ({ data }) => data as { status: string; reason?: string },
      );
    },
    close: () => lifecycle.close(),
  };
}
