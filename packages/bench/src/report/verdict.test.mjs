import assert from 'node:assert/strict';
import test from 'node:test';

import { judge, ratioOf } from './verdict.mjs';

const rows = [
  {
    reason: 'just at the ratio',
    ours: 1.2,
    stock: 1,
    goal: { ratio: 1.2 },
    expected: 'met',
  },
  {
    reason: 'above the ratio',
    ours: 1.21,
    stock: 1,
    goal: { ratio: 1.2 },
    expected: 'missed',
  },
  {
    reason: 'no stock to compare with',
    ours: 1,
    goal: { ratio: 1.2 },
    expected: 'no reference',
  },
  {
    reason: 'a stock of zero has no ratio',
    ours: 1,
    stock: 0,
    goal: { ratio: 1.2 },
    expected: 'no reference',
  },
  {
    reason: 'within the absolute goal',
    ours: 5,
    goal: { most: 5 },
    expected: 'met',
  },
  {
    reason: 'beyond the absolute goal',
    ours: 5.1,
    stock: 9,
    goal: { most: 5 },
    expected: 'missed',
  },
  { reason: 'nothing was promised', ours: 5, stock: 1, expected: 'no goal' },
  {
    reason: 'not measured, by name',
    skipped: 'no template',
    goal: { most: 5 },
    expected: 'skipped',
  },
  {
    reason: 'not measured at all',
    stock: 3,
    goal: { ratio: 1 },
    expected: 'skipped',
  },
];

for (const { reason, expected, ...figure } of rows) {
  test(`${expected}: ${reason}`, () => {
    assert.equal(judge(figure), expected);
  });
}

test('the ratio is ours to stock', () => {
  assert.equal(ratioOf({ ours: 3, stock: 4 }), 0.75);
  assert.equal(ratioOf({ ours: 3 }), undefined);
});
