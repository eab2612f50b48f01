import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '@notes/service-kit';
import { WorkQueue } from './WorkQueue.ts';

test('a work queue runs as many as it has places, lets as many wait as it may, and refuses the rest', async () => {
  const queue = new WorkQueue({ places: 2, waitingLimit: 1 });
  const gates = Array.from({ length: 3 }, () =>
    Promise.withResolvers<undefined>(),
  );
  const started: number[] = [];
  const work = gates.map((gate, index) =>
    queue.run(async () => {
      started.push(index);
      await gate.promise;
      return index;
    }),
  );
  await assert.rejects(
    queue.run(() => Promise.resolve()),
    (error: unknown) => error instanceof Problem && error.status === 503,
  );
  assert.deepEqual(started, [0, 1]);
  gates[0]?.resolve(undefined);
  assert.equal(await work[0], 0);
  gates[1]?.resolve(undefined);
  gates[2]?.resolve(undefined);
  assert.deepEqual(await Promise.all(work), [0, 1, 2]);
  assert.deepEqual(started, [0, 1, 2]);
});

test('a work queue frees the place of work that fails', async () => {
  const queue = new WorkQueue({ places: 1, waitingLimit: 0 });
  await assert.rejects(
    queue.run(() => Promise.reject(new Error('broken'))),
    /broken/,
  );
  assert.equal(await queue.run(() => Promise.resolve('next')), 'next');
});
