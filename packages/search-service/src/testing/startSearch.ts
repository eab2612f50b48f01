import { randomUUID } from 'node:crypto';
import {
  createEvent,
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
import {
  createTestDatabase,
  startTestService,
  waitFor,
  type Reply,
  type TestRequest,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { service } from '../service.ts';

export interface FoundNote {
  readonly noteId: string;
  readonly version: number;
  readonly score: number;
  readonly title: { text: string; ranges: [number, number][] };
  readonly excerpts: readonly { text: string; ranges: [number, number][] }[];
}
export interface FoundPage {
  readonly matching: string;
  readonly items: readonly FoundNote[];
  readonly nextCursor?: string;
}

export interface Search {
  readonly url: string;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly busUrl: string;
  publish(...events: readonly CloudEvent[]): Promise<void>;
  request(path: string, init?: TestRequest): Promise<Reply>;
  /** Searches as this person; answers the body of a 200. */
  find(ownerId: string, query?: string): Promise<FoundPage>;
  /** Waits until the service has handled that many events. */
  handled(count: number): Promise<void>;
  close(): Promise<void>;
}

/** The whole service with its own databases, and a bus to speak to it. */
export async function startSearch(
  settings: Readonly<Record<string, string>> = {},
): Promise<Search> {
  const database = await createTestDatabase();
  const busDatabase = await createTestDatabase();
  const running = await startTestService(service, {
    DATABASE_URL: database.url,
    BUS_DATABASE_URL: busDatabase.url,
    ...settings,
  });
  const pool = new Pool({ connectionString: database.url, max: 3 });
  const { bus, close } = await openBus(busDatabase.url);
  const as = (subject: string) => ({ subject, permissions: ['search:read'] });
  return {
    url: running.url,
    pool,
    databaseUrl: database.url,
    busUrl: busDatabase.url,
    publish: (...events) => bus.publish(TOPICS.notesEvents, events),
    request: (path, init) => running.request(path, init),
    async find(ownerId, query = '') {
      const reply = await running.request(`/api/search${query}`, {
        as: as(ownerId),
      });
      if (reply.status !== 200) throw new Error(reply.text);
      return reply.body as FoundPage;
    },
    handled: count => untilHandled(pool, count),
    async close() {
      await close();
      await pool.end();
      await running.close();
      await database.drop();
      await busDatabase.drop();
    },
  };
}

export async function untilHandled(pool: Pool, count: number): Promise<void> {
  await waitFor(async () => {
    const { rows } = await pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM processed_events',
    );
    return (rows[0]?.count ?? 0) >= count;
  }, `${count} events to be handled`);
}

export async function openBus(
  url: string,
): Promise<{ bus: EventBus; close: () => Promise<void> }> {
  const logger = createLogger({
    name: 'test',
    config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
  });
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
  return { bus, close: () => lifecycle.close() };
}

export interface NoteFields {
  readonly noteId?: string;
  readonly ownerId: string;
  readonly version?: number;
  readonly title?: string;
  readonly content?: string;
  readonly tags?: string[];
  readonly at?: Date;
}

const SOURCE = '/services/notes-service';

export function noteWritten(
  type: 'note.created' | 'note.updated',
  fields: NoteFields,
): CloudEvent {
  const { at = new Date(), noteId = randomUUID(), ownerId } = fields;
  const { content = '', tags = [], title = 'Untitled', version = 1 } = fields;
  const occurredAt = at.toISOString();
  const data = { noteId, ownerId, version, title, content, tags, occurredAt };
  return createEvent({ type, subject: noteId, source: SOURCE, data });
}

export function noteDeleted(
  fields: NoteFields & { readonly noteId: string },
  purged = false,
): CloudEvent {
  const { at = new Date(), noteId, ownerId, version = 2 } = fields;
  const occurredAt = at.toISOString();
  const data = { noteId, ownerId, version, purged, occurredAt };
  return createEvent({
    type: 'note.deleted',
    subject: noteId,
    source: SOURCE,
    data,
  });
}

export function noteQuarantined(
  fields: NoteFields & { readonly noteId: string },
): CloudEvent {
  const { noteId, ownerId, version = 2 } = fields;
  const data = { noteId, ownerId, version, reason: 'not audited' };
  return createEvent({
    type: 'note.quarantined',
    subject: noteId,
    source: SOURCE,
    data,
  });
}
