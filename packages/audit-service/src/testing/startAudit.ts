import { openEventBus, type EventBus } from '@notes/events';
import {
  createLogger,
  createMetrics,
  Lifecycle,
  Readiness,
} from '@notes/service-kit';
import {
  createTestDatabase,
  startTestService,
  testKeys,
  waitFor,
  type Reply,
  type TestRequest,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { service } from '../service.ts';

export interface Audit {
  readonly bus: EventBus;
  /** As the owner of the tables, who could do what the service may not. */
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly keys: string;
  request(path: string, init?: TestRequest): Promise<Reply>;
  /** Asks as an auditor. */
  read(path: string): Promise<Reply>;
  recorded(count: number): Promise<void>;
  logged(): Record<string, unknown>[];
  close(): Promise<void>;
}

export const AUDITOR = {
  subject: 'auditor',
  permissions: ['audit:read'],
  roles: ['auditor'],
};

/** The whole service with its own databases, and a bus to speak to it. */
export async function startAudit(
  settings: Readonly<Record<string, string>> = {},
): Promise<Audit> {
  const database = await createTestDatabase();
  const busDatabase = await createTestDatabase();
  const keys = testKeys();
  const running = await startTestService(service, {
    DATABASE_URL: database.url,
    BUS_DATABASE_URL: busDatabase.url,
    AUDIT_KEYS: keys,
    ...settings,
  });
  const pool = new Pool({ connectionString: database.url, max: 4 });
  const { bus, close } = await openBus(busDatabase.url);
  return {
    bus,
    pool,
    keys,
    databaseUrl: database.url,
    request: (path, init) => running.request(path, init),
    read: path => running.request(path, { as: AUDITOR }),
    recorded: count => untilRecorded(pool, count),
    logged: () => running.logged(),
    async close() {
      await close();
      await pool.end();
      await running.close();
      await database.drop();
      await busDatabase.drop();
    },
  };
}

export async function untilRecorded(pool: Pool, count: number): Promise<void> {
  await waitFor(async () => {
    const { rows } = await pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM audit_records',
    );
    return (rows[0]?.count ?? 0) >= count;
  }, `${count} records`);
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
