import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import type { DeadLetter } from '../EventBus.ts';
import { PgBossEventBus } from '../pgboss/PgBossEventBus.ts';
import { noteIndexed } from '../testing/noteEvents.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import { GROUPS } from '../topology.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

describe('the command dead-letters', () => {
  let database: TestDatabase;
  let bus: PgBossEventBus;
  before(async () => {
    database = await createTestDatabase();
    bus = await PgBossEventBus.open({
      url: database.url,
      logger: silentLogger,
    });
  });
  after(async () => {
    await bus.close();
    await database.drop();
  });

  function run(words: string[], env: object = {}) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [MAIN, ...words],
      {
        encoding: 'utf8',
        env: { ...process.env, BUS_DATABASE_URL: database.url, ...env },
      },
    );
    return { status, stdout, stderr };
  }

  async function putAside(group: string): Promise<DeadLetter> {
    const event = noteIndexed(randomUUID(), 1);
    const letter: DeadLetter = {
      id: randomUUID(),
      topic: 'notes-events',
      group,
      key: event.subject,
      eventId: event.id,
      eventType: event.type,
      reason: 'index is away',
      attempts: 8,
      firstSeen: '2026-01-02T03:04:05.678Z',
      failedAt: '2026-01-02T03:05:05.678Z',
      value: JSON.stringify(event),
    };
    await bus.sendDeadLetter(letter);
    return letter;
  }

  it('says when there are none', () => {
    assert.deepEqual(run(['list']), {
      status: 0,
      stdout: 'No dead letters\n',
      stderr: '',
    });
  });

  it('lists them without what they hold, and with it when asked', async () => {
    const letter = await putAside(GROUPS.search);
    const { stdout } = run(['list', '--group', GROUPS.search]);
    assert.ok(stdout.includes(letter.id) && stdout.includes('index is away'));
    assert.ok(!stdout.includes('ownerId'));
    const { stdout: json } = run(['list', '--json']);
    assert.deepEqual(JSON.parse(json), [letter]);
    assert.equal(run(['list', '--group', 'x']).stdout, 'No dead letters\n');
  });

  it('replays those of a group, or those that are named', async () => {
    const one = await putAside(GROUPS.audit);
    await putAside(GROUPS.workflow);
    const before = await bus.lag('notes-events', GROUPS.audit);
    assert.equal(run(['replay', '--id', one.id]).stdout, '1 replayed\n');
    assert.equal(await bus.lag('notes-events', GROUPS.audit), before + 1);
    const others = run(['replay', '--group', GROUPS.workflow]);
    assert.equal(others.stdout, '1 replayed\n');
    assert.equal(run(['replay', '--id', one.id]).stdout, '0 replayed\n');
  });

  const wrong = [
    { words: [], env: {}, says: /Invalid/ },
    { words: ['drop'], env: {}, says: /Invalid/ },
    { words: ['list', 'all'], env: {}, says: /Unexpected "all"/ },
    { words: ['list', '--limit', '0'], env: {}, says: /limit/ },
    { words: ['replay'], env: {}, says: /either --group or --id/ },
    { words: ['replay', '--id', 'x'], env: {}, says: /UUID/ },
    { words: ['list', '--purge'], env: {}, says: /--purge/ },
    {
      words: ['list'],
      env: { BUS_DATABASE_URL: 'mysql://secret@x' },
      says: /must look like postgresql/,
    },
  ];
  for (const { words, env, says } of wrong) {
    it(`refuses ${JSON.stringify({ words, ...env })}`, () => {
      const { status, stderr } = run(words, env);
      assert.equal(status, 2);
      assert.match(stderr, says);
      assert.ok(!stderr.includes('secret'));
    });
  }
});
