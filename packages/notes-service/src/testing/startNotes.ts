import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createTestDatabase,
  startTestService,
  TestClock,
  testKeys,
  type Reply,
  type TestRequest,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { service } from '../service.ts';

export interface Person {
  readonly id: string;
  request(path: string, init?: TestRequest): Promise<Reply>;
}

export interface Notes {
  readonly url: string;
  readonly clock: TestClock;
  readonly pool: Pool;
  readonly files: string;
  readonly databaseUrl: string;
  readonly busUrl: string;
  /** Someone new, who may read and write notes unless told otherwise. */
  person(permissions?: readonly string[]): Person;
  request(path: string, init?: TestRequest): Promise<Reply>;
  logged(): Record<string, unknown>[];
  close(): Promise<void>;
}

/** The whole service with its own databases; time stands still unless a test moves it. */
export async function startNotes(
  settings: Readonly<Record<string, string>> = {},
): Promise<Notes> {
  const database = await createTestDatabase();
  const bus = await createTestDatabase();
  const files = await mkdtemp(path.join(tmpdir(), 'notes-attachments-'));
  const clock = new TestClock();
  const running = await startTestService(
    service,
    {
      DATABASE_URL: database.url,
      BUS_DATABASE_URL: bus.url,
      ATTACHMENT_DIRECTORY: files,
      UPLOAD_KEYS: testKeys(),
      // Tests run jobs and workflows themselves, at the time they choose.
      WORKFLOW_INTERVAL_MS: '600000',
      JOB_INTERVAL_MS: '600000',
      ...settings,
    },
    { clock },
  );
  const pool = new Pool({ connectionString: database.url, max: 3 });
  return {
    url: running.url,
    clock,
    pool,
    files,
    databaseUrl: database.url,
    busUrl: bus.url,
    request: (where, init) => running.request(where, init),
    logged: () => running.logged(),
    person(permissions = ['notes:read', 'notes:write']) {
      const subject = randomUUID();
      const as = { subject, permissions, roles: ['user'] };
      return {
        id: subject,
        request: (where, init = {}) => running.request(where, { as, ...init }),
      };
    },
    async close() {
      await pool.end();
      await running.close();
      await database.drop();
      await bus.drop();
      await rm(files, { recursive: true, force: true });
    },
  };
}
