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

function shown(workflow: JournaledWorkflow) {
  const {
    mailEvent: _mailEvent,
    noteEvent: _noteEvent,
    ownerId: _ownerId,
    steps,
    ...rest
  } = workflow;
  return {
    ...rest,
    steps: steps.map(({ retryAt: _retryAt, ...step }) => step),
  };
}
