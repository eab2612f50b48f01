import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@notes/service-kit';
import { TestClock } from '@notes/service-kit/testing';
import { PostgresNoteReader } from '../data/PostgresNoteReader.ts';
import { PostgresNoteStore } from '../data/PostgresNoteStore.ts';
import type { Note } from '../domain/Note.ts';
import { NoteCommands } from '../domain/NoteCommands.ts';
import { createNoteEffects } from '../events/createNoteEffects.ts';
import {
  openTestDatabase,
  type OpenedDatabase,
} from '../testing/openTestDatabase.ts';
import { WorkflowRunner } from './WorkflowRunner.ts';

const times = { deadlineMs: 600_000, retryMs: 30_000 };

describe('workflows that several replicas run', () => {
  let database: OpenedDatabase;
  let commands: NoteCommands;
  let runners: WorkflowRunner[];
  const clock = new TestClock();
  const failures: unknown[] = [];
  before(async () => {
    database = await openTestDatabase();
    const { pool } = database;
    const store = new PostgresNoteStore(pool, times);
    const reader = new PostgresNoteReader(pool);
    const effects = createNoteEffects('http://localhost:4000');
    commands = new NoteCommands({
      ...{ store, effects, clock },
      findVersion: place => reader.version(place),
    });
    const logger = createLogger({
      name: 'test',
      config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
    });
    logger.error = (about: unknown) => {
      failures.push(about);
    };
    runners = Array.from(
      { length: 3 },
      () => new WorkflowRunner({ pool, store, effects, clock, times, logger }),
    );
  });
  after(() => database.close());

  function createNotes(count: number): Promise<Note[]> {
    return Promise.all(
      Array.from({ length: count }, () =>
        commands.create(randomUUID(), { title: 'x' }),
      ),
    );
  }

  const runAll = () =>
    Promise.all(
      runners.map(async runner => {
        while ((await runner.runDue()) > 0);
      }),
    );

  it('asks for each step once, whichever replica does it', async () => {
    await createNotes(50);
    clock.advance(31_000);
    await runAll();
    const { rows } = await database.pool.query(
      'SELECT attempts, count(*)::int AS steps FROM workflow_steps GROUP BY attempts',
    );
    assert.deepEqual(rows, [{ attempts: 2, steps: 150 }]);
    const sent = await database.pool.query(
      `SELECT topic, count(*)::int AS events FROM outbox GROUP BY topic ORDER BY topic`,
    );
    assert.deepEqual(sent.rows, [
      { topic: 'email-queue', events: 100 },
      { topic: 'notes-events', events: 100 },
    ]);
  });

  it('never waits in a circle with owners who purge their notes meanwhile', async () => {
    for (let round = 0; round < 5; round += 1) {
      const notes = await createNotes(20);
      const deleted = await Promise.all(
        notes.map(({ id, ownerId }) =>
          commands.delete({ ownerId, noteId: id, expectedVersion: 1 }),
        ),
      );
      clock.advance(31_000);
      await Promise.all([
        runAll(),
        ...deleted.map(({ id, ownerId }) =>
          commands.purge({ ownerId, noteId: id, expectedVersion: 2 }),
        ),
      ]);
      const ids = notes.map(({ id }) => id);
      const left = await database.pool.query(
        'SELECT FROM workflows WHERE note_id = ANY($1)',
        [ids],
      );
      assert.equal(left.rowCount, 0);
    }
    assert.deepEqual(failures, []);
  });
});
