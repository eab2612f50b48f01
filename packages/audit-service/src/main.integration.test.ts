import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { GROUPS, TOPICS, type CloudEvent, type EventBus } from '@notes/events';
import {
  createTestDatabase,
  testEnvironment,
  testKeys,
  waitFor,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { KeyRing } from '@notes/service-kit';
import { verifyChain } from './data/verifyChain.ts';
import { noteCreated } from './testing/auditEvents.ts';
import { openBus, untilRecorded } from './testing/startAudit.ts';

/** Far more than the budget of a start: it only ends a test that waits in vain. */
const START_LIMIT_MS = 60_000;
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const KEYS = testKeys();

describe('the process of audit-service', () => {
  let database: TestDatabase;
  let busDatabase: TestDatabase;
  let bus: EventBus;
  let closeBus: () => Promise<void>;
  let pool: Pool;
  let port: number;
  before(async () => {
    database = await createTestDatabase();
    busDatabase = await createTestDatabase();
    ({ bus, close: closeBus } = await openBus(busDatabase.url));
    pool = new Pool({ connectionString: database.url, max: 2 });
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    ({ port } = free.address() as AddressInfo);
    free.close();
  });
  after(async () => {
    await pool.end();
    await closeBus();
    await database.drop();
    await busDatabase.drop();
  });

  function start(settings: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        ...testEnvironment({
          NODE_ENV: 'development',
          PORT: String(port),
          DATABASE_URL: database.url,
          BUS_DATABASE_URL: busDatabase.url,
          AUDIT_KEYS: KEYS,
          ...settings,
        }),
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        output += String(chunk);
      });
    }
    const closed = once(child, 'close') as Promise<[number | null]>;
    return { child, output: () => output, closed };
  }

  async function isReady(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${port}/ready`)).ok;
    } catch {
      return false;
    }
  }

  it('gets ready in an empty database and in its own, and ends when told', async () => {
    for (const state of ['an empty database', 'its own database']) {
      const { child, closed, output } = start();
      await waitFor(isReady, `${state} to be ready`, START_LIMIT_MS).catch(
        (error: unknown) => assert.fail(`${String(error)}\n${output()}`),
      );
      child.kill('SIGTERM');
      const [code] = await closed;
      assert.equal(code, 0, output());
    }
  });

  it('doubles and loses nothing when it is killed in the middle of its work', async () => {
    const count = 300;
    const confirmed: string[] = [];
    await bus.subscribe({
      topic: TOPICS.notesEvents,
      group: GROUPS.workflow,
      handle: ({ value }) => {
        const { data, type } = JSON.parse(value) as CloudEvent;
        const { eventId, sequence } = data as {
          eventId: string;
          sequence: number;
        };
        if (type === 'note.audited') confirmed.push(`${eventId} ${sequence}`);
        return Promise.resolve('settled' as const);
      },
    });
    const first = start();
    await waitFor(isReady, 'the first process to be ready', 20_000);
    const events = Array.from({ length: count }, () => noteCreated());
    await bus.publish(TOPICS.notesEvents, events);
    await untilRecorded(pool, 20);
    first.child.kill('SIGKILL');
    await first.closed;
    const { rows } = await pool.query<{ records: number }>(
      'SELECT count(*)::int AS records FROM audit_records',
    );
    assert.ok(
      (rows[0]?.records ?? count) < count,
      'the kill came too late to prove anything',
    );

    const second = start();
    await untilRecorded(pool, count);
    await waitFor(
      () => new Set(confirmed).size >= count,
      'every record to be confirmed',
    );
    // The bus may bring a confirmation twice, but it says the same.
    const known = new Set(confirmed);
    assert.deepEqual(
      [...known].map(one => one.split(' ')[0]).sort(),
      events.map(one => one.id).sort(),
    );
    second.child.kill('SIGTERM');
    await second.closed;
    const verdict = await verifyChain({ pool, keys: KeyRing.parse(KEYS) });
    assert.deepEqual([verdict.checked, verdict.broken], [count, undefined]);
    assert.ok(
      verdict.checkpoints >= 1,
      'the end was signed when the service ended',
    );
    assert.match(second.output(), /"checkpoint":"eyJ/);
  });

  it('ends with the name and the form of every setting that is wrong, and no secret', async () => {
    const { closed, output } = start({
      PORT: 'x',
      AUDIT_KEYS: '{"current":"hush"}',
      CHECKPOINT_INTERVAL_MS: '-1',
      VERIFY_INTERVAL_SECONDS: '0',
      BUS_DATABASE_URL: 'mysql://x',
    });
    const [code] = await closed;
    assert.equal(code, 1);
    for (const name of [
      'PORT',
      'AUDIT_KEYS',
      'CHECKPOINT_INTERVAL_MS',
      'VERIFY_INTERVAL_SECONDS',
      'BUS_DATABASE_URL',
    ]) {
      assert.match(output(), new RegExp(`${name}: `));
    }
    assert.doesNotMatch(output(), /hush/);
  });
});
