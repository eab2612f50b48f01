import type { CloudEvent } from '@notes/events';
import type { ClientBase, Pool } from 'pg';
import type {
  JournalEntry,
  StepName,
  StepState,
  Workflow,
  WorkflowState,
  WorkflowStep,
} from './Workflow.ts';

interface WorkflowRow {
  note_id: string;
  owner_id: string;
  version: number;
  state: WorkflowState;
  note_event: CloudEvent | null;
  mail_event: CloudEvent | null;
  started_at: Date;
  deadline_at: Date;
  finished_at: Date | null;
}

interface StepRow {
  name: StepName;
  state: StepState;
  attempts: number;
  requested_at: Date;
  retry_at: Date;
  finished_at: Date | null;
  detail: string | null;
}

const COLUMNS =
  'note_id, owner_id, version, state, note_event, mail_event, started_at, deadline_at, finished_at';
const JOURNAL_LIMIT = 100;

/** Reads a workflow without its lock, for people who want to see it. */
export async function readWorkflow(
  pool: Pool,
  noteId: string,
): Promise<(Workflow & { journal: JournalEntry[] }) | undefined> {
  const { rows } = await pool.query<WorkflowRow>(
    `SELECT ${COLUMNS} FROM workflows WHERE note_id = $1`,
    [noteId],
  );
  if (!rows[0]) return undefined;
  const steps = await stepsOf(pool, noteId);
  return {
    ...toWorkflow(rows[0], steps),
    journal: await journalOf(pool, noteId),
  };
}

/** Takes the lock of the workflow, so that what is decided on stays true until the transaction ends. */
export async function lockWorkflow(
  client: ClientBase,
  noteId: string,
  leaseToken?: string,
): Promise<Workflow | undefined> {
  const { rows } = await client.query<WorkflowRow>(
    `SELECT ${COLUMNS} FROM workflows
      WHERE note_id = $1 AND ($2::uuid IS NULL OR lease_token = $2) FOR UPDATE`,
    [noteId, leaseToken],
  );
  if (!rows[0]) return undefined;
  return toWorkflow(rows[0], await stepsOf(client, noteId));
}

async function stepsOf(
  client: ClientBase | Pool,
  noteId: string,
): Promise<WorkflowStep[]> {
  const { rows } = await client.query<StepRow>(
    `SELECT name, state, attempts, requested_at, retry_at, finished_at, detail
       FROM workflow_steps WHERE note_id = $1
      ORDER BY array_position(ARRAY['mail', 'index', 'audit'], name)`,
    [noteId],
  );
  return rows.map(row => ({
    name: row.name,
    state: row.state,
    attempts: row.attempts,
    requestedAt: row.requested_at,
    retryAt: row.retry_at,
    ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
    ...(row.detail === null ? {} : { detail: row.detail }),
  }));
}

async function journalOf(pool: Pool, noteId: string): Promise<JournalEntry[]> {
  const { rows } = await pool.query<{
    at: Date;
    entry: string;
    step: StepName | null;
  }>(
    `SELECT at, entry, step FROM workflow_journal
      WHERE note_id = $1 ORDER BY position DESC LIMIT $2`,
    [noteId, JOURNAL_LIMIT],
  );
  return rows.reverse().map(({ at, entry, step }) => ({
    at,
    entry,
    ...(step === null ? {} : { step }),
  }));
}

function toWorkflow(row: WorkflowRow, steps: WorkflowStep[]): Workflow {
  return {
    noteId: row.note_id,
    ownerId: row.owner_id,
    version: row.version,
    state: row.state,
    startedAt: row.started_at,
    deadlineAt: row.deadline_at,
    ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
    ...(row.note_event ? { noteEvent: row.note_event } : {}),
    ...(row.mail_event ? { mailEvent: row.mail_event } : {}),
    steps,
  };
}
