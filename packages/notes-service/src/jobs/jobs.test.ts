import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '@notes/service-kit/testing';
import { change, createNote, itemsOf } from '../testing/noteSteps.ts';
import { startNotes, type Notes } from '../testing/startNotes.ts';
import { runUnderLease } from './runUnderLease.ts';

const DAY_MS = 86_400_000;

describe('jobs', () => {
  let notes: Notes;
  before(async () => {
    notes = await startNotes({ JOB_INTERVAL_MS: '20' });
  });
  after(() => notes.close());

  it('purge what has been in the bin for longer than its retention, and nothing else', async () => {
    const ann = notes.person();
    const old = await createNote(ann);
    await change(ann, 'DELETE', `/api/notes/${old.id}`, { version: 1 });
    const kept = await createNote(ann);
    notes.clock.advance(30 * DAY_MS);
    const recent = await createNote(ann);
    await change(ann, 'DELETE', `/api/notes/${recent.id}`, { version: 1 });
    notes.clock.advance(1_000);
    await waitFor(
      async () => (await ann.request(`/api/notes/${old.id}`)).status === 404,
      'the old note to be purged',
    );
    const bin = itemsOf(await ann.request('/api/notes?state=deleted'));
    assert.deepEqual(
      bin.map(({ id }) => id),
      [recent.id],
    );
    assert.equal((await ann.request(`/api/notes/${kept.id}`)).status, 200);
  });

  it('are done by one replica at a time, and by another when the first has died', async () => {
    const { pool } = notes;
    const now = new Date('2026-01-02T00:00:00.000Z');
    const lease = { pool, name: 'test', now, leaseMs: 1_000 };
    const running = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const first = runUnderLease(lease, async () => {
      running.resolve(undefined);
      await release.promise;
    });
    await running.promise;
    const nothing = () => Promise.reject(new Error('must not run'));
    assert.equal(await runUnderLease(lease, nothing), 'held elsewhere');
    const later = new Date(now.getTime() + 1_000);
    const works = () => Promise.resolve();
    assert.equal(await runUnderLease({ ...lease, now: later }, works), 'done');
    release.resolve(undefined);
    assert.equal(await first, 'done');
    assert.equal(await runUnderLease(lease, works), 'done');
    await assert.rejects(runUnderLease(lease, nothing), /must not run/);
    assert.equal(await runUnderLease(lease, works), 'done');
  });
});
