import assert from 'node:assert/strict';
import { createEvent, TOPICS, type CloudEvent } from '@notes/events';
import { waitFor } from '@notes/service-kit/testing';
import type { NoteBody } from './noteSteps.ts';
import type { EventRecorder } from './recordEvents.ts';
import type { Person } from './startNotes.ts';

export interface WorkflowBody {
  state: string;
  version: number;
  steps: { name: string; state: string; attempts: number; detail?: string }[];
  journal: { entry: string; step?: string }[];
}

export async function workflowOf(
  person: Person,
  noteId: string,
): Promise<WorkflowBody> {
  const reply = await person.request(`/api/notes/${noteId}/workflow`);
  assert.equal(reply.status, 200, reply.text);
  return reply.body as WorkflowBody;
}

export async function reaches(
  person: Person,
  noteId: string,
  state: string,
): Promise<WorkflowBody> {
  await waitFor(
    async () => (await workflowOf(person, noteId)).state === state,
    `the workflow to be ${state}`,
  );
  return workflowOf(person, noteId);
}

export type Step = 'mail' | 'mail failed' | 'index' | 'audit';

export type Said = readonly [
  person: Person,
  note: NoteBody,
  cause: CloudEvent,
  ...steps: readonly Step[],
];

/** What the other services would say. */
export function confirm(
  events: EventRecorder,
  ...[person, note, cause, ...steps]: Said
): Promise<void> {
  const common = { subject: note.id, source: '/services/test', cause };
  const ids = { noteId: note.id, version: note.version };
  const owned = { ...ids, ownerId: person.id };
  const mailed = { ...common, type: 'note.mailed' } as const;
  const all: Record<Step, () => CloudEvent> = {
    mail: () => createEvent({ ...mailed, data: { ...owned, status: 'sent' } }),
    'mail failed': () =>
      createEvent({
        ...mailed,
        data: { ...owned, status: 'failed', reason: 'no such mailbox' },
      }),
    index: () => createEvent({ ...common, type: 'note.indexed', data: owned }),
    audit: () =>
      createEvent({
        ...common,
        type: 'note.audited',
        data: { ...ids, eventId: cause.id, sequence: 7 },
      }),
  };
  return events.publish(
    TOPICS.notesEvents,
    steps.map(step => all[step]()),
  );
}
