import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJobId } from './createJobId.ts';

test('ids sort in the order they were made, also within a millisecond and after the clock went back', () => {
  const times = [
    ...Array.from({ length: 10_000 }, () => 1_767_323_045_678),
    1_767_323_000_000,
    1_767_323_045_679,
    1_767_323_099_000,
  ];
  const ids = times.map(time => createJobId(time));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) {
    assert.match(
      id,
      /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  }
});
