import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '@notes/service-kit/testing';
import {
  createNote,
  type NoteBody,
  change,
  itemsOf,
} from '../testing/noteSteps.ts';
import { recordEvents, type EventRecorder } from '../testing/recordEvents.ts';
import { startNotes, type Notes } from '../testing/startNotes.ts';
import {
  confirm as confirmBy,
  reaches,
  workflowOf,
  type Said,
  type WorkflowBody,
} from '../testing/workflowSteps.ts';

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

  const confirm = (...said: Said) => confirmBy(events, ...said);

  it('completes when mail, index and audit are confirmed', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    const begun = await workflowOf(ann, note.id);
    assert.equal(begun.state, 'running');
    assert.deepEqual(
      begun.steps.map(({ name, state }) => [name, state]),
      [
        ['mail', 'requested'],
        ['index', 'requested'],
        ['audit', 'requested'],
      ],
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
    const again = await change(
      ann,
      'POST',
      `/api/notes/${note.id}/workflow/retry`,
    );
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
    assert.deepEqual(
      steps.map(({ attempts }) => attempts),
      [2, 2, 1],
    );

    const hastened = await change(
      ann,
      'POST',
      `/api/notes/${note.id}/workflow/retry`,
    );
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
    assert.deepEqual(
      listed.map(({ id }) => id),
      [note.id],
    );
    const refused = await change(ann, 'PUT', place, {
      version: 2,
      json: { title: 'x' },
    });
    assert.equal(refused.status, 409);

    const released = await change(ann, 'POST', `${place}/workflow/retry`);
    assert.equal(released.status, 202, released.text);
    const restarted = released.body as WorkflowBody;
    assert.deepEqual([restarted.state, restarted.version], ['running', 3]);
    assert.deepEqual(
      restarted.steps.map(({ name, state }) => [name, state]),
      [
        ['mail', 'done'],
        ['index', 'requested'],
        ['audit', 'requested'],
      ],
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

  const stepsOf = ({ steps }: WorkflowBody) =>
    steps.map(({ name, state }) => `${name} ${state}`);

  it('starts the missing steps anew when a quarantined note comes back from the bin', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    const place = `/api/notes/${note.id}`;
    const [created] = await events.of(note.id, 1);
    assert.ok(created);
    await confirm(ann, note, created, 'mail', 'audit');
    await waitFor(
      async () =>
        stepsOf(await workflowOf(ann, note.id)).join() ===
        'mail done,index requested,audit done',
      'mail and audit to be confirmed',
    );
    notes.clock.advance(901_000);
    await reaches(ann, note.id, 'compensated');

    await change(ann, 'DELETE', place, { version: 2 });
    assert.equal((await workflowOf(ann, note.id)).state, 'compensated');
    const restored = await change(ann, 'POST', `${place}/restore`, {
      version: 3,
    });
    assert.equal(restored.status, 200, restored.text);
    assert.equal((restored.body as NoteBody).state, 'active');
    const running = await workflowOf(ann, note.id);
    assert.deepEqual([running.state, running.version], ['running', 4]);
    assert.deepEqual(stepsOf(running), [
      'mail done',
      'index requested',
      'audit requested',
    ]);
    assert.equal(running.journal.at(-1)?.entry, 'restarted');

    // Nobody confirms again: nothing that could not be found stays visible.
    notes.clock.advance(901_000);
    await reaches(ann, note.id, 'compensated');
    const hidden = (await ann.request(place)).body as NoteBody;
    assert.deepEqual([hidden.state, hidden.version], ['quarantined', 5]);
    await change(ann, 'DELETE', place, { version: 5 });
    await change(ann, 'POST', `${place}/restore`, { version: 6 });
    const seen = await events.of(note.id, 9);
    const updated = seen.find(({ data }) => data.version === 7);
    assert.ok(updated);
    await confirm(ann, { ...note, version: 7 }, updated, 'index', 'audit');
    await reaches(ann, note.id, 'completed');
    assert.equal(itemsOf(await ann.request('/api/notes')).length, 1);
  });

  it('is left alone when a note comes back from the bin in the middle of it or after its end', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    const place = `/api/notes/${note.id}`;
    const [created] = await events.of(note.id, 1);
    assert.ok(created);
    await change(ann, 'DELETE', place, { version: 1 });
    await change(ann, 'POST', `${place}/restore`, { version: 2 });
    const running = await workflowOf(ann, note.id);
    assert.deepEqual([running.state, running.version], ['running', 1]);
    await confirm(ann, note, created, 'mail', 'index', 'audit');
    await reaches(ann, note.id, 'completed');
    await change(ann, 'DELETE', place, { version: 3 });
    await change(ann, 'POST', `${place}/restore`, { version: 4 });
    assert.equal((await workflowOf(ann, note.id)).state, 'completed');
  });

  it('is cancelled when its note was deleted before the deadline, and starts anew when the note comes back', async () => {
    const ann = notes.person();
    const note = await createNote(ann);
    const place = `/api/notes/${note.id}`;
    await change(ann, 'DELETE', place, { version: 1 });
    notes.clock.advance(901_000);
    await reaches(ann, note.id, 'cancelled');
    const bin = (await ann.request(place)).body as NoteBody;
    assert.deepEqual([bin.state, bin.version], ['deleted', 2]);

    await change(ann, 'POST', `${place}/restore`, { version: 2 });
    const running = await workflowOf(ann, note.id);
    assert.deepEqual([running.state, running.version], ['running', 3]);
    assert.deepEqual(stepsOf(running), [
      'mail requested',
      'index requested',
      'audit requested',
    ]);
    const sent = await events.of(note.id, 3);
    const updated = sent.find(({ type }) => type === 'note.updated');
    assert.ok(updated);
    await confirm(
      ann,
      { ...note, version: 3 },
      updated,
      'mail',
      'index',
      'audit',
    );
    await reaches(ann, note.id, 'completed');
  });
});
