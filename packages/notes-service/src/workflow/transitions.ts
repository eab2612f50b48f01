import { Outbox, TOPICS } from '@notes/events';
import type { PoolClient } from 'pg';
import { retryDelayMs } from './decide.ts';
import { writeJournal } from './startWorkflow.ts';
import type {
  StepName,
  StepState,
  Workflow,
  WorkflowState,
  WorkflowTimes,
} from './Workflow.ts';

/** Ends a step; the caller holds the lock of the workflow. */
export async function finishStep(
  client: PoolClient,
  workflow: Workflow,
  step: {
    readonly name: StepName;
    readonly state: StepState;
    readonly at: Date;
    readonly detail?: string;
  },
): Promise<void> {
  const { at, detail, name, state } = step;
  await client.query(
    `UPDATE workflow_steps SET state = $3, finished_at = $4, detail = $5 WHERE note_id = $1 AND name = $2`,
    [workflow.noteId, name, state, at, detail?.slice(0, 500)],
  );
  const { noteId } = workflow;
  await writeJournal(client, {
    noteId,
    at,
    entry: `step ${state}`,
    step: name,
  });
}

/**
 * Sends the very same events again. A consumer that has handled one knows its id and skips it; one that gave up
 * on it gets another try.
 */
export async function requestSteps(
  client: PoolClient,
  workflow: Workflow,
  options: {
    readonly steps: readonly StepName[];
    readonly at: Date;
    readonly times: WorkflowTimes;
  },
): Promise<void> {
  const { at, steps, times } = options;
  const { mailEvent, noteEvent, noteId } = workflow;
  if (noteEvent && steps.some(name => name !== 'mail')) {
    await Outbox.add(client, TOPICS.notesEvents, noteEvent);
  }
  if (mailEvent && steps.includes('mail')) {
    await Outbox.add(client, TOPICS.emailQueue, mailEvent);
  }
  for (const step of workflow.steps) {
    if (!steps.includes(step.name)) continue;
    const attempts = step.attempts + 1;
    const retryAt = at.getTime() + retryDelayMs(times.retryMs, attempts);
    await client.query(
      `UPDATE workflow_steps SET attempts = $3, requested_at = $4, retry_at = $5 WHERE note_id = $1 AND name = $2`,
      [noteId, step.name, attempts, at, new Date(retryAt)],
    );
    await writeJournal(client, {
      noteId,
      at,
      entry: 'step requested again',
      step: step.name,
    });
  }
}

/** Ends the workflow. The mail stays where a note that comes back may need it again. */
export async function finishWorkflow(
  client: PoolClient,
  workflow: Workflow,
  { at, state }: { readonly at: Date; readonly state: WorkflowState },
): Promise<void> {
  const { noteId } = workflow;
  await client.query(
    `UPDATE workflows
        SET state = $2, finished_at = $3, lease_token = NULL, lease_until = NULL, note_event = NULL,
            mail_event = CASE WHEN $2 <> 'completed' THEN mail_event END
      WHERE note_id = $1`,
    [noteId, state, at],
  );
  await writeJournal(client, { noteId, at, entry: state });
}
