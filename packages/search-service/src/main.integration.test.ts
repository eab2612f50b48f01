import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { GROUPS, TOPICS, type CloudEvent, type EventBus } from '@notes/events';
import {
  createTestDatabase,
  testEnvironment,
  waitFor,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { noteWritten, openBus, untilHandled } from './testing/startSearch.ts';

/** Far more than the budget of a start: it only ends a test that waits in vain. */
const START_LIMIT_MS = 60_000;
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const OWNER = randomUUID();

describe('the process of search-service', () => {
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
        const { id, subject, type } = JSON.parse(value) as CloudEvent;
        if (type === 'note.indexed') confirmed.push(`${subject} ${id}`);
        return Promise.resolve('settled' as const);
      },
    });
    const first = start();
    await waitFor(isReady, 'the first process to be ready', 20_000);
    const events = Array.from({ length: count }, () =>
      noteWritten('note.created', { ownerId: OWNER }),
    );
    await bus.publish(TOPICS.notesEvents, events);
    await untilHandled(pool, 20);
    first.child.kill('SIGKILL');
    await first.closed;
    const { rows } = await pool.query<{ handled: number }>(
      'SELECT count(*)::int AS handled FROM processed_events',
    );
    assert.ok(
      (rows[0]?.handled ?? count) < count,
      'the kill came too late to prove anything',
    );

    const second = start();
    await untilHandled(pool, count);
    await waitFor(
      () => new Set(confirmed).size === count,
      'every note to be confirmed',
    );
    const indexed = await pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM documents_1',
    );
    assert.equal(indexed.rows[0]?.count, count);
    // The bus may bring a confirmation twice, but each note has one event of its own.
    assert.equal(new Set(confirmed.map(one => one.split(' ')[0])).size, count);
    second.child.kill('SIGTERM');
    await second.closed;
  });

  it('ends with the name and the form of every setting that is wrong, and no secret', async () => {
    const { closed, output } = start({
      PORT: 'x',
      ELASTICSEARCH_URL: 'ftp://secret@host',
      ELASTICSEARCH_PREFIX: 'No Name',
      ELASTICSEARCH_PASSWORD: 'hush',
      SEARCH_TYPOS: 'maybe',
      SEARCH_LANGUAGE: '1',
    });
    const [code] = await closed;
    assert.equal(code, 1);
    for (const name of [
      'PORT',
      'ELASTICSEARCH_URL',
      'ELASTICSEARCH_PREFIX',
      'SEARCH_TYPOS',
      'SEARCH_LANGUAGE',
    ]) {
      assert.match(output(), new RegExp(`${name}: `));
    }
    assert.doesNotMatch(output(), /hush/);
  });

  it('says which languages there are when it does not know the one that is asked for', async () => {
    const { closed, output } = start({ SEARCH_LANGUAGE: 'klingon' });
    const [code] = await closed;
    assert.equal(code, 1);
    assert.match(output(), /SEARCH_LANGUAGE.*klingon.*english/);
  });
});
