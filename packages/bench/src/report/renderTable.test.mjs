import assert from 'node:assert/strict';
import test from 'node:test';

import { formatValue, renderTable } from './renderTable.mjs';

const figures = [
  {
    id: 'a',
    title: 'backend ready',
    unit: 's',
    ours: 4.321,
    stock: 4,
    goal: { ratio: 1.2 },
  },
  {
    id: 'b',
    title: 'script',
    unit: 'kB',
    ours: 1200.4,
    stock: 1000,
    goal: { ratio: 0.7 },
  },
  {
    id: 'c',
    title: 'scaffold',
    unit: 's',
    skipped: 'template not in the catalog',
    goal: { most: 5 },
  },
];

test('each figure is one row with ratio, goal and verdict', () => {
  const [header, rule, ...rows] = renderTable(figures).split('\n');
  assert.match(header, /^figure +ours +stock +ratio +goal +verdict$/);
  assert.match(rule, /^-+(  -+){5}$/);
  assert.match(
    rows[0],
    /^backend ready +4\.32 s +4\.00 s +1\.08 +<= 1\.20 x +met$/,
  );
  assert.match(
    rows[1],
    /^script +1,200 kB +1,000 kB +1\.20 +<= 0\.70 x +missed$/,
  );
  assert.match(
    rows[2],
    /^scaffold +<= 5 s +skipped: template not in the catalog$/,
  );
});

test('columns are aligned', () => {
  const lines = renderTable(figures).split('\n');
  const column = lines[0].indexOf('verdict');
  assert.equal(lines[2].indexOf('met'), column);
  assert.equal(lines[3].indexOf('missed'), column);
});

test('a missing value is an empty cell, a count has no unit', () => {
  assert.equal(formatValue(undefined, 'ms'), '');
  assert.equal(formatValue(78, 'count'), '78');
});
