import assert from 'node:assert/strict';
import test from 'node:test';

import { toCatalogFigures } from './toCatalogFigures.mjs';

const side = {
  ingestion: [10, 12],
  list: [1, 2, 3],
  facets: [4, 5, 6],
  memory: [700, 800],
};

test('both sides appear, and only the list has a goal', () => {
  const figures = toCatalogFigures(10000, { ours: side, stock: side });
  const list = figures.find(({ id }) => id === 'catalog.10000.list.p95');
  assert.equal(list.title, '10,000 components: list of 20, p95');
  assert.deepEqual([list.ours, list.stock, list.goal], [3, 3, { ratio: 1 }]);
  assert.deepEqual(
    figures.filter(({ goal }) => goal).map(({ id }) => id),
    ['catalog.10000.list.p95'],
  );
  assert.equal(figures[0].ours, 11);
});

test('without a stock build its column stays empty', () => {
  const figures = toCatalogFigures(1000, { ours: side });
  assert.ok(figures.every(({ stock }) => stock === undefined));
});
