import { randomUUID } from 'node:crypto';
import {
  createTestDatabase,
  startTestService,
  TestClock,
  type Reply,
  type TestRequest,
  type TestService,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { configService } from '../service.ts';

export interface Person {
  readonly id: string;
  request(path: string, init?: TestRequest): Promise<Reply>;
  /** Reads the ETag of what is there and writes on top of it. */
  put(place: string, value: unknown, more?: object): Promise<Reply>;
}

export interface ConfigUnderTest {
  readonly pool: Pool;
  readonly clock: TestClock;
  readonly url: string;
  readonly busUrl: string;
  /** Someone new, who may read and write unless told otherwise. */
  person(permissions?: readonly string[]): Person;
  request(path: string, init?: TestRequest): Promise<Reply>;
  /** Another replica on the same databases. */
  replica(): Promise<TestService>;
  logged(): Record<string, unknown>[];
  close(): Promise<void>;
}

/** The whole service with its own databases; nothing is protected unless the settings say it. */
export async function startConfig(
  settings: Readonly<Record<string, string>> = {},
): Promise<ConfigUnderTest> {
  const database = await createTestDatabase();
  const bus = await createTestDatabase();
  const clock = new TestClock();
  const environment = {
    DATABASE_URL: database.url,
    BUS_DATABASE_URL: bus.url,
    PROTECTED_ENVIRONMENTS: 'none',
    ...settings,
  };
  const started: TestService[] = [];
  const start = async () => {
    const service = await startTestService(configService, environment, {
      clock,
    });
    started.push(service);
    return service;
  };
  const running = await start();
  const pool = openPool(database.url);
  return {
    pool,
    clock,
    url: running.url,
    busUrl: bus.url,
    request: (path, init) => running.request(path, init),
    replica: start,
    logged: () => started.flatMap(service => service.logged()),
    person: permissions => createPerson(running, permissions),
    async close() {
      await pool.end();
      for (const service of started) await service.close();
      await database.drop();
      await bus.drop();
    },
  };
}

/** A pool says that it has ended before its connections have, and dropping a database cuts off what is left of them. */
function openPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 3 });
  const ignore = () => undefined;
  pool.on('error', ignore);
  pool.on('connect', client => client.on('error', ignore));
  return pool;
}

function createPerson(
  running: TestService,
  permissions: readonly string[] = ['config:read', 'config:write'],
): Person {
  const subject = randomUUID();
  const as = { subject, permissions, roles: ['admin'] };
  const request = (path: string, init: TestRequest = {}) =>
    running.request(`/api/config/${path}`, { as, ...init });
  return {
    id: subject,
    request,
    async put(place, value, more = {}) {
      const now = await request(place);
      const etag = now.headers.get('etag');
      return request(place, {
        method: 'PUT',
        headers:
          etag === null ? { 'if-none-match': '*' } : { 'if-match': etag },
        json: { value, reason: 'a test', ...more },
      });
    },
  };
}

/** The values of an environment as the API answers them. */
export async function valuesOf(
  person: Person,
  environment: string,
  version?: number,
): Promise<{ version: number; values: Record<string, unknown> }> {
  const query = version === undefined ? '' : `?version=${version}`;
  const reply = await person.request(`${environment}${query}`);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body as { version: number; values: Record<string, unknown> };
}
