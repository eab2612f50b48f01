import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  openTestDatabase,
  type OpenedDatabase,
} from '../testing/openTestDatabase.ts';
import { carryOn, type Assignment } from '../testing/workflowProcess.ts';
import { readWorkflow } from './loadWorkflow.ts';

const PROCESS = fileURLToPath(
  new URL('../testing/workflowProcess.ts', import.meta.url),
);

/** Runs until it is killed, or to its end, and answers the steps that were committed. */
async function runKilled(
  assignment: Assignment,
): Promise<{ steps: string[]; signal: string | null }> {
  const child = spawn(process.execPath, [PROCESS, JSON.stringify(assignment)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', chunk => {
    output += String(chunk);
  });
  const [, signal] = (await once(child, 'close')) as [
    number | null,
    string | null,
  ];
  return { steps: output.trim().split('\n'), signal };
}

describe('a workflow whose process is killed', () => {
  let database: OpenedDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  async function stepsWithoutCrash(
    scenario: Assignment['scenario'],
  ): Promise<string[]> {
    const steps: string[] = [];
    const noteId = randomUUID();
    await carryOn({ databaseUrl: database.url, noteId, scenario }, step => {
      steps.push(step);
    });
    await assertEnd(noteId, scenario);
    return steps;
  }

  async function assertEnd(
    noteId: string,
    scenario: Assignment['scenario'],
  ): Promise<void> {
    const { pool } = database;
    const workflow = await readWorkflow(pool, noteId);
    const note = await pool.query<{
      state: string;
      version: number;
      reason: string | null;
    }>('SELECT state, version, reason FROM notes WHERE id = $1', [noteId]);
    const events = await pool.query<{ type: string; ids: number }>(
      `SELECT event->>'type' AS type, count(DISTINCT event->>'id')::int AS ids FROM outbox
        WHERE event->'data'->>'noteId' = $1 GROUP BY 1 ORDER BY 1`,
      [noteId],
    );
    const entries =
      workflow?.journal.map(({ entry, step }) =>
        step ? `${step} ${entry}` : entry,
      ) ?? [];
    // Whatever was repeated after a crash, nothing is journaled as ended twice.
    const ends = entries.filter(entry => !entry.endsWith('requested again'));
    assert.equal(new Set(ends).size, ends.length, entries.join(', '));
    if (scenario === 'all confirm') {
      assert.equal(workflow?.state, 'completed', entries.join(', '));
      assert.deepEqual(note.rows, [
        { state: 'active', version: 1, reason: null },
      ]);
      assert.deepEqual(events.rows, [
        { type: 'email.requested', ids: 1 },
        { type: 'note.created', ids: 1 },
      ]);
      return;
    }
    assert.equal(workflow?.state, 'compensated', entries.join(', '));
    assert.equal(note.rows[0]?.state, 'quarantined');
    assert.equal(note.rows[0].version, 2);
    assert.match(note.rows[0].reason ?? '', /index/);
    assert.deepEqual(events.rows, [
      { type: 'email.requested', ids: 1 },
      { type: 'note.created', ids: 1 },
      { type: 'note.quarantined', ids: 1 },
    ]);
  }

  for (const [scenario, least] of [
    ['all confirm', 4],
    ['index never answers', 11],
  ] as const) {
    it(`goes on after a kill between every two steps, when ${scenario}`, async () => {
      const steps = await stepsWithoutCrash(scenario);
      assert.ok(steps.length >= least, steps.join(', '));
      for (let killAfter = 1; killAfter <= steps.length; killAfter += 1) {
        const noteId = randomUUID();
        const assignment = { databaseUrl: database.url, noteId, scenario };
        const killed = await runKilled({ ...assignment, killAfter });
        assert.equal(killed.signal, 'SIGKILL');
        assert.deepEqual(killed.steps, steps.slice(0, killAfter));
        await carryOn(assignment, () => undefined);
        await assertEnd(noteId, scenario);
      }
    });
  }
});
