import type {
  CloudEvent,
  NoteAudited,
  NoteIndexed,
  NoteMailed,
} from '@notes/events';
import type { Clock } from '@notes/service-kit';
import type { PoolClient } from 'pg';
import { confirmStep } from '../workflow/confirmStep.ts';

export type EventHandler = (
  event: CloudEvent,
  client: PoolClient,
) => Promise<void>;

/** What the other services confirm, each in the transaction that remembers the event. */
export function createWorkflowHandlers(
  clock: Clock,
): Record<'note.mailed' | 'note.indexed' | 'note.audited', EventHandler> {
  return {
    'note.mailed': async (event, client) => {
      const { noteId, reason, status } = (event as NoteMailed).data;
      const note = reason === undefined ? status : `${status}: ${reason}`;
      await confirmStep(client, {
        noteId,
        step: 'mail',
        outcome: status === 'failed' ? 'failed' : 'done',
        detail: note,
        at: clock.now(),
        // A mail goes out once for a note, whichever version the workflow carries by now.
        concerns: () => true,
      });
    },

    'note.indexed': async (event, client) => {
      const { noteId, version } = (event as NoteIndexed).data;
      await confirmStep(client, {
        noteId,
        step: 'index',
        outcome: 'done',
        at: clock.now(),
        // A later version in the index makes the earlier one needless.
        concerns: workflow => version >= workflow.version,
      });
    },

    'note.audited': async (event, client) => {
      const { eventId, noteId, sequence } = (event as NoteAudited).data;
      await confirmStep(client, {
        noteId,
        step: 'audit',
        outcome: 'done',
        detail: `record ${sequence}`,
        at: clock.now(),
        // The record must be of this very event: that a later one is recorded proves nothing of it.
        concerns: workflow => workflow.noteEvent?.id === eventId,
      });
    },
  };
}
