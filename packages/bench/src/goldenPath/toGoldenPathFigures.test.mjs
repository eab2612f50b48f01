import assert from 'node:assert/strict';
import test from 'node:test';

import { Skipped } from '../measurements/Skipped.mjs';
import { judge } from '../report/verdict.mjs';
import { toGoldenPathFigures } from './toGoldenPathFigures.mjs';

const template = { name: 'node-service', build: 'node' };

function figuresOf(samples, given = template) {
  const run = {
    samplesOf: () => ({
      ...{ plan: [], create: [], stock: [], green: [], problems: {} },
      ...samples,
    }),
    stockEmitted: { files: 3, bytes: 300 },
  };
  const figures = toGoldenPathFigures([given], run);
  return name => figures.find(({ id }) => id.endsWith(`.${name}`));
}

test('each figure has its goal, and what stock can do stands beside it', () => {
  const figure = figuresOf({
    plan: [1, 2, 9],
    create: [4, 6],
    stock: [1, 1.5],
    green: [70],
    emitted: { files: 300, bytes: 450_000 },
  });
  assert.equal(figure('plan').ours, 2);
  assert.equal(judge(figure('plan')), 'met');
  assert.deepEqual([figure('create').ours, figure('create').stock], [5, 1.25]);
  assert.equal(judge(figure('create')), 'met');
  assert.equal(judge(figure('green')), 'missed');
  assert.deepEqual([figure('files').ours, figure('files').stock], [300, 3]);
  assert.deepEqual(
    [figure('bytes').ours, figure('bytes').stock],
    [450_000, 300],
  );
});

test('what failed is a row that says why, and a failure of the run', () => {
  const figure = figuresOf({
    problems: { create: new Error('the task failed: no disk\nmore') },
  });
  assert.equal(figure('create').skipped, 'the task failed: no disk');
  assert.equal(figure('create').failed, 'the task failed: no disk');
  assert.equal(figure('plan').skipped, 'the template is not in the catalog');
  assert.equal(figure('plan').failed, undefined);
});

test('one failed round is a failure, and the others count', () => {
  const figure = figuresOf({ plan: [1], problems: { plan: new Error('no') } });
  assert.deepEqual([figure('plan').ours, figure('plan').failed], [1, 'no']);
});

test('a tool that is not there is a reason, not a failure', () => {
  const figure = figuresOf(
    { problems: { green: new Skipped('python3 is not found') } },
    { name: 'python-service', build: 'python' },
  );
  assert.equal(figure('green').skipped, 'python3 is not found');
  assert.equal(figure('green').failed, undefined);
  assert.equal(figure('green').goal, undefined);
});

test('a template that adds to a repository has no plan and no build', () => {
  const figure = figuresOf(
    { create: [1], emitted: { files: 4, bytes: 2000 } },
    { name: 'resource', hasPlan: false, changes: 'node-service' },
  );
  assert.equal(judge(figure('plan')), 'skipped');
  assert.equal(figure('green'), undefined);
  assert.match(figure('files').title, /a pull request changes/);
});
