import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Generation } from '../data/Generations.ts';
import { askLive } from './askLive.ts';
import { GenerationGone } from './SearchIndex.ts';

function live(id: number): { live: Generation } {
  const engine = 'postgresql' as const;
  const startedAt = new Date(0);
  return { live: { id, engine, state: 'live', copied: 0, startedAt } };
}

/** Asks while one generation after the other takes over, and only `there` has not been dropped. */
async function ask(ids: readonly number[], there: number) {
  const asked: (number | undefined)[] = [];
  const left = ids.values();
  const open = () => Promise.resolve(live(left.next().value ?? 0));
  const answer = askLive({ generations: { open }, indexes: new Map() }, one => {
    asked.push(one.live?.id);
    return one.live?.id === there
      ? Promise.resolve('found')
      : Promise.reject(new GenerationGone('dropped'));
  });
  return { answer: await answer.catch((error: unknown) => error), asked };
}

describe('asking the index that answers', () => {
  it('goes on to the next generation as often as one takes over', async () => {
    assert.deepEqual(await ask([1, 2, 3, 4], 4), {
      answer: 'found',
      asked: [1, 2, 3, 4],
    });
  });

  it('ends when the generation that should answer is lost', async () => {
    const { answer, asked } = await ask([1, 2, 2, 2], 9);
    assert.ok(answer instanceof GenerationGone);
    assert.deepEqual(asked, [1, 2, 2]);
  });

  it('passes on what else goes wrong, and asks without an index when none answers yet', async () => {
    const broken = new Error('connection refused');
    const generations = { open: () => Promise.resolve({}) };
    await assert.rejects(
      askLive({ generations, indexes: new Map() }, ({ index, live: none }) => {
        assert.deepEqual([index, none], [undefined, undefined]);
        return Promise.reject(broken);
      }),
      broken,
    );
  });
});
