import assert from 'node:assert/strict';
import test from 'node:test';

import { median, percentile } from './percentile.mjs';

test('p95 of one to a hundred is 95, and of an unsorted list the same', () => {
  const samples = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.equal(percentile(samples, 0.95), 95);
  assert.equal(percentile([...samples].reverse(), 0.95), 95);
});

test('a percentile is always one of the samples', () => {
  assert.equal(percentile([10, 20], 0.5), 10);
  assert.equal(percentile([10, 20], 0.95), 20);
  assert.equal(percentile([7], 0), 7);
});

test('numbers are ordered as numbers', () => {
  assert.equal(percentile([100, 9, 20], 1), 100);
  assert.equal(median([100, 9, 20]), 20);
});

test('the median of an even list lies between its two middle samples', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('no samples is an error and not a zero', () => {
  assert.throws(() => percentile([], 0.95), RangeError);
  assert.throws(() => median([]), RangeError);
});
