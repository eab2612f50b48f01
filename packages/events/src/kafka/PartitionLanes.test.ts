import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { backoffDelay } from '../consumer/backoff.ts';
import type { Delivery, Settlement } from '../EventBus.ts';
import { PartitionLanes } from './PartitionLanes.ts';
import { Slots } from '../Slots.ts';

type Handle = (delivery: Delivery) => Promise<Settlement>;

function setup(handle: Handle, concurrency = 4) {
  const lanes = new PartitionLanes({
    slots: new Slots(concurrency),
    handle,
    onProgress: () => undefined,
  });
  const add = (offset: number, key: string) => {
    lanes.add({
      offset: BigInt(offset),
      delivery: {
        topic: 't',
        group: 'g',
        key,
        value: String(offset),
        firstSeen: new Date(0),
        trace: {},
      },
    });
  };
  return { lanes, add };
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await turn();
}

describe('the lanes of a partition', () => {
  it('wait longer after each failure, up to the bound, and let the key go on when it succeeds (F-54)', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const backoff = { baseMs: 100, maxMs: 400 };
      const attempts: string[] = [];
      const { lanes, add } = setup(({ attempt, value }) => {
        attempts.push(`${value}#${attempt}`);
        if (value !== '1' || attempt === 6) return Promise.resolve('settled');
        const retryInMs = backoffDelay(attempt, backoff, () => 1);
        return Promise.resolve({ retryInMs });
      });
      add(1, 'a');
      add(2, 'a');
      const waits = [100, 200, 400, 400, 400];
      for (const [index, wait] of waits.entries()) {
        await settle();
        assert.equal(attempts.length, index + 1);
        mock.timers.tick(wait - 1);
        await settle();
        assert.equal(attempts.length, index + 1, 'not a moment too early');
        mock.timers.tick(1);
      }
      await settle();
      assert.deepEqual(attempts, [
        '1#1',
        '1#2',
        '1#3',
        '1#4',
        '1#5',
        '1#6',
        '2#1',
      ]);
      assert.equal(lanes.size, 0);
    } finally {
      mock.timers.reset();
    }
  });

  it('commit nothing beyond a message that is not settled, while other keys go on', async () => {
    const release = Promise.withResolvers<Settlement>();
    const handled: string[] = [];
    const { lanes, add } = setup(({ key, value }) => {
      handled.push(value);
      return key === 'slow' ? release.promise : Promise.resolve('settled');
    });
    add(10, 'fast');
    add(11, 'slow');
    add(12, 'slow');
    add(13, 'fast');
    await settle();
    assert.deepEqual(handled, ['10', '11', '13']);
    assert.equal(lanes.commitOffset, 11n);
    release.resolve('settled');
    await settle();
    assert.equal(lanes.commitOffset, 14n);
  });

  it('take a message once that is read twice', async () => {
    const handled: string[] = [];
    const { add } = setup(({ value }) => {
      handled.push(value);
      return Promise.resolve('settled');
    });
    add(5, 'a');
    add(5, 'a');
    add(4, 'a');
    await settle();
    assert.deepEqual(handled, ['5']);
  });

  it('handle no more messages at a time than there are slots', async () => {
    let now = 0;
    let most = 0;
    const { lanes, add } = setup(async () => {
      most = Math.max(most, (now += 1));
      await turn();
      now -= 1;
      return 'settled';
    }, 2);
    for (let offset = 0; offset < 20; offset += 1) add(offset, `k${offset}`);
    await settle();
    await settle();
    assert.equal(lanes.size, 0);
    assert.equal(most, 2);
  });

  it('end after the messages in hand, and leave those that wait', async () => {
    const release = Promise.withResolvers<Settlement>();
    const handled: string[] = [];
    const { lanes, add } = setup(({ value }) => {
      handled.push(value);
      if (value === '3') return Promise.resolve({ retryInMs: 60_000 });
      return release.promise;
    });
    add(1, 'a');
    add(2, 'a');
    add(3, 'b');
    await settle();
    const stopping = lanes.stop();
    release.resolve('settled');
    await stopping;
    add(4, 'c');
    await settle();
    assert.deepEqual(handled, ['1', '3']);
    assert.equal(lanes.commitOffset, 2n);
  });

  it('bring a message again whose handler throws', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      let attempts = 0;
      const { lanes, add } = setup(() => {
        attempts += 1;
        return attempts === 1
          ? Promise.reject(new Error('once'))
          : Promise.resolve('settled');
      });
      add(1, 'a');
      await settle();
      mock.timers.tick(1_000);
      await settle();
      assert.equal(attempts, 2);
      assert.equal(lanes.size, 0);
    } finally {
      mock.timers.reset();
    }
  });
});
