import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createEvent,
  TOPICS,
  type CloudEvent,
  type EmailRequested,
} from '@notes/events';
import {
  DiskOutbox,
  type StoredMail,
} from '@notes/functions/email-notification';
import type { Clock } from '@notes/service-kit';
import {
  createTestDatabase,
  startTestService,
  testKeys,
  waitFor,
  type TestService,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { emailService } from '../service.ts';
import { startBus, type TestBus } from './startBus.ts';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly permissions: readonly string[];
}

export interface TestEmail extends TestBus {
  readonly service: TestService;
  readonly pool: Pool;
  readonly outbox: DiskOutbox;
  readonly settings: Readonly<Record<string, string>>;
  /** Someone whom the service knows. */
  person(name?: string): Promise<Person>;
  request(
    person: Person,
    change?: Partial<EmailRequested['data']>,
  ): Promise<EmailRequested>;
  publish(topic: string, ...events: CloudEvent[]): Promise<void>;
  mailsTo(person: Person, count: number): Promise<StoredMail[]>;
  /** The only delivery of a channel, when it is in that state. */
  delivery(
    person: Person,
    state: string,
    channel?: string,
  ): Promise<Record<string, unknown>>;
  as(person: Person): { subject: string; permissions: readonly string[] };
}

const SOURCE = '/services/test';

/** The service with a database and a bus of its own, and mails on the disk. */
export async function startEmail(
  more: Readonly<Record<string, string>> = {},
  options: { readonly clock?: Clock } = {},
): Promise<TestEmail> {
  const [database, busDatabase] = [
    await createTestDatabase(),
    await createTestDatabase(),
  ];
  const directory = await mkdtemp(path.join(tmpdir(), 'email-'));
  const settings = {
    DATABASE_URL: database.url,
    BUS_DATABASE_URL: busDatabase.url,
    OUTBOX_DIRECTORY: directory,
    UNSUBSCRIBE_KEYS: testKeys(),
    CHANNEL_KEYS: testKeys(),
    DELIVERY_POLL_MS: '20',
    DELIVERY_BACKOFF_BASE_MS: '10',
    DELIVERY_BACKOFF_MAX_MS: '50',
    DELIVERY_ATTEMPTS: '4',
    ...more,
  };
  const service = await startTestService(emailService, settings, options);
  const bus = await startBus(busDatabase.url);
  const pool = new Pool({ connectionString: database.url, max: 2 });
  // The server may cut off a connection that is just being closed.
  pool.on('error', () => undefined);
  pool.on('connect', client => client.on('error', () => undefined));
  const outbox = new DiskOutbox(directory);
  const publish = (topic: string, ...events: CloudEvent[]) =>
    bus.bus.publish(topic, events);

  return {
    ...bus,
    service,
    pool,
    outbox,
    settings,
    publish,
    as: ({ id, permissions }) => ({ subject: id, permissions }),
    async person(name = 'Ann') {
      const id = randomUUID();
      const email = `${id.slice(0, 8)}@example.com`;
      await publish(TOPICS.userEvents, registered({ id, email, name }));
      await waitFor(
        async () =>
          (
            await pool.query('SELECT 1 FROM recipients WHERE user_id = $1', [
              id,
            ])
          ).rowCount === 1,
        'the recipient to be known',
      );
      return { id, email, permissions: ['email:read', 'email:write'] };
    },
    async request({ id }, change = {}) {
      const event = mailRequest(id, change);
      await publish(TOPICS.emailQueue, event);
      return event;
    },
    async mailsTo({ email }, count) {
      const found = async () =>
        (await outbox.list(1_000)).filter(
          ({ message }) => message.to.address === email,
        );
      await waitFor(
        async () => (await found()).length >= count,
        `${count} mails`,
      );
      return found();
    },
    async delivery({ id }, state, channel = 'mail') {
      let row: Record<string, unknown> | undefined;
      await waitFor(
        async () => {
          const { rows } = await pool.query<Record<string, unknown>>(
            'SELECT * FROM deliveries WHERE recipient_id = $1 AND channel = $2',
            [id, channel],
          );
          [row] = rows;
          return row?.state === state;
        },
        `a delivery by ${channel} to be ${state}, service says ${JSON.stringify(service.logged().slice(-3))}`,
      );
      return row ?? {};
    },
    async close() {
      await service.close();
      await bus.close();
      await pool.end();
      await database.drop();
      await busDatabase.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function registered({
  email,
  id,
  name,
}: {
  id: string;
  email: string;
  name: string;
}): CloudEvent {
  return createEvent({
    type: 'user.registered',
    subject: id,
    source: SOURCE,
    data: { userId: id, email, name },
  });
}

export function mailRequest(
  userId: string,
  change: Partial<EmailRequested['data']> = {},
): EmailRequested {
  const noteId = randomUUID();
  return createEvent({
    type: 'email.requested',
    subject: userId,
    source: SOURCE,
    data: {
      userId,
      template: 'note-created',
      data: { title: 'Milk', noteUrl: `http://localhost:4000/notes/${noteId}` },
      noteId,
      version: 1,
      key: `note-created:${noteId}:1`,
      ...change,
    },
  });
}
