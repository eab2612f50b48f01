import { operation, type Handler } from '@notes/service-kit';
import type {
  JournaledWorkflow,
  NoteWorkflows,
} from '../workflow/NoteWorkflows.ts';

interface OfNote {
  path: { noteId: string };
}

export function workflowHandlers(
  workflows: NoteWorkflows,
): Record<string, Handler> {
  return {
    getWorkflow: operation<OfNote>(async ({ caller, path }) => ({
      status: 200,
      body: shown(await workflows.get(caller.subject, path.noteId)),
    })),

    retryWorkflow: operation<OfNote>(async ({ caller, path }) => ({
      status: 202,
      body: shown(await workflows.retry(caller.subject, path.noteId)),
    })),
  };
}

/** The events that it keeps hold the note itself, and are for the consumers alone. */
function shown(workflow: JournaledWorkflow) {
  const { deadlineAt, finishedAt, journal, noteId, startedAt, state, version } =
    workflow;
  const steps = workflow.steps.map(step => ({ ...step, retryAt: undefined }));
  return {
    noteId,
    version,
    state,
    startedAt,
    deadlineAt,
    finishedAt,
    steps,
    journal,
  };
}
