import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { eventually } from '../testing/eventually.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import { PgBossSubscription, type MessageJob } from './PgBossSubscription.ts';

type Job = JobWithMetadata<MessageJob>;

/** A queue in memory, which counts what it is asked. */
class CountingQueue {
  readonly asked: number[] = [];
  removals = 0;
  readonly #jobs: Job[];

  constructor(count: number) {
    this.#jobs = Array.from({ length: count }, (_, index) =>
      jobOf(String(index)),
    );
  }

  get boss(): PgBoss {
    const boss = {
      fetch: (_: string, { batchSize = 1 }: { batchSize?: number }) => {
        this.asked.push(batchSize);
        return Promise.resolve(this.#jobs.splice(0, batchSize));
      },
      deleteJob: () => {
        this.removals += 1;
        return Promise.resolve();
      },
      touch: () => Promise.resolve(),
    };
    return boss as unknown as PgBoss;
  }
}

function jobOf(id: string): Job {
  return {
    id,
    singletonKey: id,
    data: { value: id },
    retryCount: 0,
    createdOn: new Date(),
    output: {},
  } as Job;
}

describe('the subscription to a queue', () => {
  for (const { concurrency, fetches, most } of [
    { concurrency: 1, fetches: 50, most: 6 },
    { concurrency: 4, fetches: 20, most: 24 },
    { concurrency: 64, fetches: 6, most: 128 },
  ]) {
    it(`takes 100 messages in at most ${fetches} fetches, ${concurrency} at a time, and never waits between them`, async () => {
      const queue = new CountingQueue(100);
      const handled: string[] = [];
      const subscription = new PgBossSubscription({
        boss: queue.boss,
        queue: 'topic.group',
        topic: 'topic',
        group: 'group',
        concurrency,
        // Who waited for the next poll would not be done within the limit of the test.
        pollMs: 10 * 60_000,
        logger: silentLogger,
        handle: ({ key }) => {
          handled.push(key);
          return Promise.resolve('settled');
        },
        postpone: () => Promise.reject(new Error('nothing fails here')),
      });
      subscription.start();
      await eventually('all messages', () => handled.length === 100);
      await subscription.stop();
      assert.equal(new Set(handled).size, 100);
      assert.ok(
        queue.asked.length <= fetches,
        `${queue.asked.length} fetches: ${queue.asked.join()}`,
      );
      assert.ok(Math.max(...queue.asked) <= most, queue.asked.join());
      assert.ok(queue.removals <= 100, `${queue.removals} removals`);
    });
  }
});
