import assert from 'node:assert/strict';
import test from 'node:test';

import { CleanupStack } from './CleanupStack.mjs';

test('entries run in reverse order and only once', async () => {
  const cleanup = new CleanupStack();
  const seen = [];
  cleanup.defer(() => seen.push('first'));
  const undoSecond = cleanup.defer(() => seen.push('second'));
  cleanup.defer(() => seen.push('third'));
  await undoSecond();
  await undoSecond();
  await cleanup.runAll();
  await cleanup.runAll();
  assert.deepEqual(seen, ['second', 'third', 'first']);
});

test('an entry that fails does not keep the others from running', async () => {
  const cleanup = new CleanupStack();
  const seen = [];
  cleanup.defer(() => seen.push('reached'));
  cleanup.defer(() => {
    throw new Error('expected in this test');
  });
  await cleanup.runAll();
  assert.deepEqual(seen, ['reached']);
});
