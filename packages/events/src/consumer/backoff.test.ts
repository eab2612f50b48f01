import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backoffDelay } from './backoff.ts';

test('the bound of a wait doubles with each attempt, up to the highest', () => {
  const backoff = { baseMs: 200, maxMs: 3_000 };
  const bounds = [1, 2, 3, 4, 5, 6, 1_000].map(attempt =>
    backoffDelay(attempt, backoff, () => 1),
  );
  assert.deepEqual(bounds, [200, 400, 800, 1_600, 3_000, 3_000, 3_000]);
});

test('a wait is anything between nothing and its bound', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, chance) => {
        const delay = backoffDelay(attempt, undefined, () => chance);
        assert.ok(delay >= 0 && delay <= 30_000);
      },
    ),
  );
  assert.equal(
    backoffDelay(3, undefined, () => 0.5),
    400,
  );
});
