import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEvent, TOPICS, type CloudEvent } from '@notes/events';
import { waitFor } from '@notes/service-kit/testing';
import { createNote, type NoteBody, change, itemsOf } from '../testing/noteSteps.ts';
import { recordEvents, type EventRecorder } from '../testing/recordEvents.ts';
import { startNotes, type Notes, type Person } from '../testing/startNotes.ts';

interface WorkflowBody {
  state: string;
  version: number;
  steps: { name: string; state: string; attempts: number; detail?: string }[];
  journal: { entry: string; step?: string }[];
}

describe('the workflow of a note', () => {
  let notes: Notes;
  let events: EventRecorder;
  before(async () => {
    notes = await startNotes({ WORKFLOW_INTERVAL_MS: '20' });
    events = await recordEvents(notes.busUrl);
  });
  after(async () => {
    await events.close();
    await notes.close();
  });

  async function workflowOf(person: Person, noteId: string): Promise<WorkflowBody> {
    const reply = await person.request(`/api/notes/${noteId}/workflow`);
    assert.equal(reply.status, 200, reply.text);
    return reply.body as WorkflowBody;
  }

  async function reaches(person: Person, noteId: string, state: string): Promise<WorkflowBody> {
    await waitFor(
      async () => (await workflowOf(person, noteId)).state === state,
      `the workflow to be ${state}`,
    );
    return workflowOf(person, noteId);
  }

  /** What the other services would say. */
  function confirm(person: Person, note: NoteBody, cause: CloudEvent, ...steps: string[]): Promise<void> {
    const common = { subject: note.id, source: '/services/test', cause };
    const ids = { noteId: note.id, version: note.version };
    const owned = { ...ids, ownerId: person.id };
    const all = {
      mail: () => createEvent({ ...common, type: 'note.mailed', data: { ...owned, status: 'sent' } }),
      'mail failed': () =>
        createEvent({ ...common, type: 'note.mailed', data: { ...owned, status: 'failed', reason: 'no such mailbox' } }),
      index: () => createEvent({ ...common, type: 'note.indexed', data: owned }),
      audit: () =>
        createEvent({ ...common, type: 'note.audited', data: { ...ids, eventId: cause.id, sequence: 7 } }),
    };
    return events.publish(
      TOPICS.notesEvents,
      steps.map(step => all[step as keyof typeof all]()),
    );
  }

  it('completes when mail, index and audit are confirmed', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    const begun = await workflowOf(ann, note.id);
    assert.equal(begun.state, 'running');
    assert.deepEqual(
      begun.steps.map(({ name, state }) => [name, state]),
      [['mail', 'requested'], ['index', 'requested'], ['audit', 'requested']],
    );
    const [created] = await events.of(note.id, 1);
    assert.ok(created);
    await confirm(ann, note, created, 'audit', 'mail failed', 'index');
    const done = await reaches(ann, note.id, 'completed');
    assert.deepEqual(
      done.steps.map(({ detail, name, state }) => [name, state, detail]),
      [
        ['mail', 'failed', 'failed: no such mailbox'],
        ['index', 'done', undefined],
        ['audit', 'done', 'record 7'],
      ],
    );
    assert.deepEqual(
      done.journal.map(({ entry, step }) => [entry, step]),
      [
        ['started', undefined],
        ['step done', 'audit'],
        ['step failed', 'mail'],
        ['step done', 'index'],
        ['completed', undefined],
      ],
    );
    const again = await change(ann, 'POST', `/api/notes/${note.id}/workflow/retry`);
    assert.equal(again.status, 409);
  });

  it('asks again for what is not confirmed, with the very same event', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    const [first] = await events.of(note.id, 1);
    assert.ok(first);
    await confirm(ann, note, first, 'audit');
    await waitFor(
      async () => (await workflowOf(ann, note.id)).steps[2]?.state === 'done',
      'the audit to be confirmed',
    );
    notes.clock.advance(31_000);
    const sent = await events.of(note.id, 3);
    const creations = sent.filter(({ type }) => type === 'note.created');
    assert.equal(creations.length, 2);
    assert.equal(new Set(creations.map(({ id }) => id)).size, 1);
    const { steps } = await workflowOf(ann, note.id);
    assert.deepEqual(steps.map(({ attempts }) => attempts), [2, 2, 1]);

    const hastened = await change(ann, 'POST', `/api/notes/${note.id}/workflow/retry`);
    assert.equal(hastened.status, 202);
    await waitFor(
      async () => (await workflowOf(ann, note.id)).steps[1]?.attempts === 3,
      'the index to be asked for at once',
    );
  });

  it('hides a note that nobody could index, and lets its owner release it', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    const place = `/api/notes/${note.id}`;
    const [created] = await events.of(note.id, 1);
    assert.ok(created);
    await confirm(ann, note, created, 'mail', 'audit');
    await waitFor(async () => {
      const { steps } = await workflowOf(ann, note.id);
      return steps.filter(({ state }) => state === 'done').length === 2;
    }, 'mail and audit to be confirmed');
    notes.clock.advance(901_000);
    await reaches(ann, note.id, 'compensated');

    assert.deepEqual(itemsOf(await ann.request('/api/notes')), []);
    const hidden = (await ann.request(place)).body as NoteBody;
    assert.deepEqual([hidden.state, hidden.version], ['quarantined', 2]);
    assert.match(hidden.reason ?? '', /index did not happen/);
    const listed = itemsOf(await ann.request('/api/notes?state=quarantined'));
    assert.deepEqual(listed.map(({ id }) => id), [note.id]);
    const refused = await change(ann, 'PUT', place, { version: 2, json: { title: 'x' } });
    assert.equal(refused.status, 409);

    const released = await change(ann, 'POST', `${place}/workflow/retry`);
    assert.equal(released.status, 202, released.text);
    const restarted = released.body as WorkflowBody;
    assert.deepEqual([restarted.state, restarted.version], ['running', 3]);
    assert.deepEqual(
      restarted.steps.map(({ name, state }) => [name, state]),
      [['mail', 'done'], ['index', 'requested'], ['audit', 'requested']],
    );
    const seen = await events.of(note.id, 5);
    assert.ok(seen.some(({ type }) => type === 'note.quarantined'));
    const updated = seen.find(({ type }) => type === 'note.updated');
    assert.ok(updated);
    // A late confirmation of the version before proves nothing of this one.
    await confirm(ann, note, created, 'index');
    await confirm(ann, { ...note, version: 3 }, updated, 'index', 'audit');
    await reaches(ann, note.id, 'completed');
    assert.equal(itemsOf(await ann.request('/api/notes')).length, 1);
  });

  it('is cancelled when its note was deleted before the deadline', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    await change(ann, 'DELETE', `/api/notes/${note.id}`, { version: 1 });
    notes.clock.advance(901_000);
    await reaches(ann, note.id, 'cancelled');
    const bin = (await ann.request(`/api/notes/${note.id}`)).body as NoteBody;
    assert.deepEqual([bin.state, bin.version], ['deleted', 2]);
  });
});
