import { Outbox, TOPICS, type CloudEvent } from '@notes/events';
import type { PoolClient } from 'pg';
import type { Effects } from '../domain/NoteEffects.ts';
import { STEPS, type WorkflowTimes } from './Workflow.ts';

/** The journal begins in the transaction that stores the note: there is no note without its workflow. */
export async function startWorkflow(
  client: PoolClient,
  effects: Effects,
  times: WorkflowTimes,
): Promise<void> {
  const { at, noteId, ownerId, version } = effects;
  const retryAt = after(at, times.retryMs);
  await client.query(
    `WITH workflow AS (
       INSERT INTO workflows (note_id, owner_id, version, state, note_event, mail_event,
                              started_at, deadline_at, run_at)
       VALUES ($1, $2, $3, 'running', $4, $5, $6, $7, $8) RETURNING note_id
     ), steps AS (
       INSERT INTO workflow_steps (note_id, name, state, attempts, requested_at, retry_at)
       SELECT note_id, name, 'requested', 1, $6, $8 FROM workflow, unnest($9::text[]) AS name
     )
     INSERT INTO workflow_journal (note_id, at, entry) SELECT note_id, $6, 'started' FROM workflow`,
    [
      noteId,
      ownerId,
      version,
      eventOf(effects, TOPICS.notesEvents),
      eventOf(effects, TOPICS.emailQueue),
      at,
      after(at, times.deadlineMs),
      retryAt,
      STEPS,
    ],
  );
}

/** What a note that comes back from the bin needs anew: a workflow that came to nothing, or was about to. */
const CAME_TO_NOTHING = `
  state IN ('compensated', 'cancelled')
    OR state = 'running' AND EXISTS (
       SELECT FROM workflow_steps AS step
        WHERE step.note_id = workflows.note_id AND step.state = 'failed' AND step.name <> 'mail')`;

/**
 * A note that is released, or that comes back from the bin, must be found and accounted for in its new version; a
 * mail that went out stays out.
 */
export async function restartWorkflow(
  client: PoolClient,
  effects: Effects,
  times: WorkflowTimes,
): Promise<void> {
  const { at, noteId, version } = effects;
  const retryAt = after(at, times.retryMs);
  const { rows } = await client.query<{ mail_event: CloudEvent | null }>(
    `UPDATE workflows
        SET state = 'running', version = $2, note_event = $3, deadline_at = $4, run_at = $5,
            finished_at = NULL, lease_token = NULL, lease_until = NULL
      WHERE note_id = $1 AND ($6 OR ${CAME_TO_NOTHING}) RETURNING mail_event`,
    [
      noteId,
      version,
      eventOf(effects, TOPICS.notesEvents),
      after(at, times.deadlineMs),
      retryAt,
      effects.workflow === 'restart',
    ],
  );
  if (!rows[0]) return;
  const restarted = await client.query<{ name: string }>(
    `UPDATE workflow_steps
        SET state = 'requested', attempts = attempts + 1, requested_at = $2, retry_at = $3,
            finished_at = NULL, detail = NULL
      WHERE note_id = $1 AND (name <> 'mail' OR state <> 'done') RETURNING name`,
    [noteId, at, retryAt],
  );
  const mail = restarted.rows.some(({ name }) => name === 'mail');
  if (mail && rows[0].mail_event) {
    await Outbox.add(client, TOPICS.emailQueue, rows[0].mail_event);
  }
  await writeJournal(client, { noteId, at, entry: 'restarted' });
}

export async function removeWorkflow(
  client: PoolClient,
  noteId: string,
): Promise<void> {
  await client.query('DELETE FROM workflows WHERE note_id = $1', [noteId]);
}

export async function writeJournal(
  client: PoolClient,
  entry: {
    readonly noteId: string;
    readonly at: Date;
    readonly entry: string;
    readonly step?: string;
  },
): Promise<void> {
  await client.query(
    'INSERT INTO workflow_journal (note_id, at, entry, step) VALUES ($1, $2, $3, $4)',
    [entry.noteId, entry.at, entry.entry, entry.step],
  );
}

function eventOf({ messages }: Effects, topic: string): string | undefined {
  const event = messages.find(message => message.topic === topic)?.event;
  return event && JSON.stringify(event);
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
