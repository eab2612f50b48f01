import assert from 'node:assert/strict';
import test from 'node:test';

import { judge } from '../report/verdict.mjs';
import { boundOf } from './queryP99.mjs';
import { toNotesFigures } from './toNotesFigures.mjs';

const step = (rate, cores, ms) => ({
  ...{ rate, cores, perSecond: rate, wall: 2, failures: new Map() },
  samples: new Map([['GET /api/notes', [ms, ms]]]),
});

const taken = {
  floor: {
    'GET /api/notes/{noteId}': { ours: 120, floor: 100, samples: {} },
  },
  ...{ hits: 4, memory: [['notes-service', 90]], audited: 400 },
  queries: [
    ['notes-service', 25],
    ['search-service', 60],
  ],
  searches: { 0.5: 8, 0.95: 20, 0.99: 101 },
  ...{ startedMs: new Map([['notes-service', 3_500]]), skipped: [] },
  ...{ alone: [['notes-service', 3_500]] },
  ...{ busyCores: 0.7, steps: [step(20, 0.3, 10), step(40, 0.6, 120)] },
};

const verdictOf = (figures, id) => judge(figures.find(one => one.id === id));

test('each goal is met or missed by its own figure', () => {
  const figures = toNotesFigures(taken);
  assert.equal(
    verdictOf(figures, 'notes.overhead.GET /api/notes/{noteId}'),
    'met',
  );
  assert.equal(verdictOf(figures, 'notes.cache-hit.p99'), 'met');
  assert.equal(verdictOf(figures, 'notes.query.p99.notes-service'), 'met');
  assert.equal(verdictOf(figures, 'notes.query.p99.search-service'), 'missed');
  assert.equal(verdictOf(figures, 'notes.search.p99'), 'missed');
  assert.equal(verdictOf(figures, 'notes.search.p50'), 'no goal');
  assert.equal(verdictOf(figures, 'notes.start.notes-service'), 'missed');
  assert.equal(verdictOf(figures, 'notes.GET /api/notes.p99'), 'missed');
});

test('the goal for p99 is asked at the highest load below the busy core that was kept up with', () => {
  const slow = { ...step(160, 0.6, 900), perSecond: 90 };
  const steps = [...taken.steps, step(80, 0.9, 900), slow];
  const p99 = toNotesFigures({ ...taken, steps }).find(
    ({ id }) => id === 'notes.GET /api/notes.p99',
  );
  assert.equal(p99.ours, 120);
});

test('what each route answered is counted by the second', () => {
  const rate = toNotesFigures(taken).find(
    ({ id }) => id === 'notes.GET /api/notes.rate',
  );
  assert.equal(rate.ours, 1);
});

test('requests that failed are a missed goal', () => {
  const failed = {
    ...step(20, 0.3, 10),
    failures: new Map([['GET / 503', 2]]),
  };
  const figures = toNotesFigures({ ...taken, steps: [failed] });
  assert.equal(verdictOf(figures, 'notes.failures'), 'missed');
});

test('buckets of all queries are added, and nothing measured is an error', () => {
  const line = (operation, le, count) =>
    `db_client_operation_duration_seconds_bucket{le="${le}",db_operation_name="${operation}"} ${count}`;
  const text = [
    ...[line('SELECT', '0.005', 98), line('SELECT', '0.05', 99)],
    ...[line('INSERT', '0.005', 0), line('INSERT', '0.05', 1)],
    ...[line('SELECT', '+Inf', 99), line('INSERT', '+Inf', 1)],
  ].join('\n');
  assert.equal(boundOf(text, 0.99), 0.05);
  assert.throws(() => boundOf('', 0.99), /No query/);
});
