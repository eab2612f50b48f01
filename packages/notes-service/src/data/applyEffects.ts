import { Outbox } from '@notes/events';
import type { PoolClient } from 'pg';
import type { Effects } from '../domain/NoteEffects.ts';
import { removeAttachmentsOf } from '../attachments/removeAttachmentsOf.ts';
import {
  removeWorkflow,
  restartWorkflow,
  startWorkflow,
} from '../workflow/startWorkflow.ts';
import type { WorkflowTimes } from '../workflow/Workflow.ts';

/**
 * Writes what belongs to a change of a note, in the transaction of the client. The outbox comes last, here as
 * wherever rows are changed with their events: it locks the note's key, and two transactions that took row and key
 * in different order would wait for each other.
 */
export async function applyEffects(
  client: PoolClient,
  effects: Effects,
  times: WorkflowTimes,
): Promise<void> {
  if (effects.workflow === 'start') await startWorkflow(client, effects, times);
  if (effects.workflow === 'restart' || effects.workflow === 'resume') {
    await restartWorkflow(client, effects, times);
  }
  if (effects.purged) {
    await removeWorkflow(client, effects.noteId);
    await removeAttachmentsOf(client, effects.noteId);
  }
  for (const { event, topic } of effects.messages) {
    await Outbox.add(client, topic, event);
  }
}
