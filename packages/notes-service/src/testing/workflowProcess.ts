/**
 * A process that carries one note through its workflow and is killed after a given number of steps:
 *
 *     node workflowProcess.ts '{"databaseUrl":…,"noteId":…,"scenario":…,"killAfter":…}'
 *
 * It runs the real parts on the real database; what other services confirm comes as events, in the transaction and
 * with the record that the consumer uses.
 */
import { createEvent, type CloudEvent } from '@notes/events';
import { createLogger, inTransaction } from '@notes/service-kit';
import { TestClock } from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { PostgresNoteStore } from '../data/PostgresNoteStore.ts';
import { createNoteEffects } from '../events/createNoteEffects.ts';
import { createWorkflowHandlers } from '../events/createWorkflowHandlers.ts';
import { readWorkflow } from '../workflow/loadWorkflow.ts';
import { WorkflowRunner } from '../workflow/WorkflowRunner.ts';

export interface Assignment {
  readonly databaseUrl: string;
  readonly noteId: string;
  readonly scenario: 'all confirm' | 'index never answers';
  readonly killAfter: number;
}

export const START = new Date('2026-01-02T00:00:00.000Z');
export const TIMES = { deadlineMs: 100_000, retryMs: 30_000 };

/** Goes on from wherever the journal stands, and tells of each step that is committed. */
export async function carryOn(
  { databaseUrl, noteId, scenario }: Omit<Assignment, 'killAfter'>,
  onStep: (step: string) => void,
): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  const clock = new TestClock(START);
  const store = new PostgresNoteStore(pool, TIMES);
  const effects = createNoteEffects('http://localhost:4000');
  const logger = createLogger({
    name: 'test',
    config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
  });
  const runner = new WorkflowRunner({
    pool,
    store,
    effects,
    clock,
    times: TIMES,
    logger,
    leaseMs: 1_000,
    onStep,
  });
  if (!(await store.find(noteId))) {
    const content = { title: 'Lamp', content: '', tags: [] };
    const times = { createdAt: START, updatedAt: START };
    const note = {
      ...content,
      ...times,
      id: noteId,
      ownerId: noteId,
      version: 1,
      state: 'active',
    } as const;
    const revision = { note, change: 'created' } as const;
    await store.create(revision, effects.of(revision));
    onStep('created');
  }
  const handlers = createWorkflowHandlers(clock);
  for (const event of confirmations(
    noteId,
    await noteEventId(pool, noteId),
    scenario,
  )) {
    await inTransaction(pool, async client => {
      const { rowCount } = await client.query(
        `INSERT INTO processed_events (consumer_group, event_id) VALUES ('workflow', $1) ON CONFLICT DO NOTHING`,
        [`${noteId} ${event.type}`],
      );
      const handle = handlers[event.type as keyof typeof handlers];
      if (rowCount === 1) await handle(event, client);
    });
    onStep(event.type);
  }
  // A lease of a process that was killed is over by then; the deadline comes last.
  for (const seconds of [40, 60, 99, 120, 130]) {
    clock.advance(START.getTime() + seconds * 1_000 - clock.now().getTime());
    await runner.runDue();
  }
  await pool.end();
}

async function noteEventId(pool: Pool, noteId: string): Promise<string> {
  const workflow = await readWorkflow(pool, noteId);
  return workflow?.noteEvent?.id ?? 'forgotten, because the workflow has ended';
}

function confirmations(
  noteId: string,
  eventId: string,
  scenario: Assignment['scenario'],
): CloudEvent[] {
  const common = { subject: noteId, source: '/services/test' };
  const ids = { noteId, version: 1 };
  const owned = { ...ids, ownerId: noteId };
  return [
    createEvent({
      ...common,
      type: 'note.mailed',
      data: { ...owned, status: 'sent' },
    }),
    ...(scenario === 'all confirm'
      ? [createEvent({ ...common, type: 'note.indexed', data: owned })]
      : []),
    createEvent({
      ...common,
      type: 'note.audited',
      data: { ...ids, eventId, sequence: 7 },
    }),
  ];
}

if (import.meta.main) {
  const assignment = JSON.parse(process.argv[2] ?? '') as Assignment;
  let steps = 0;
  await carryOn(assignment, step => {
    steps += 1;
    process.stdout.write(`${step}\n`);
    if (steps === assignment.killAfter) process.kill(process.pid, 'SIGKILL');
  });
}
