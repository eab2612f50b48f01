import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import type { NoteIndexed } from '../contracts/types.generated.ts';
import type { DeadLetter, Delivery, EventBus } from '../EventBus.ts';
import { GROUPS, TOPICS } from '../topology.ts';
import { eventually } from './eventually.ts';
import { noteHistory, noteIndexed } from './noteEvents.ts';

export interface BusUnderTest {
  /** Connects once more, as another process would. */
  connect(): Promise<EventBus>;
  /** Puts any text on a topic, as a foreign producer could. */
  sendRaw(
    topic: string,
    message: { key: string; value: string },
  ): Promise<void>;
  close(): Promise<void>;
}

const topic = TOPICS.notesEvents;
type Seen = { readonly key: string; readonly version: number };

function seenOf(delivery: Delivery): Seen {
  const event = JSON.parse(delivery.value) as NoteIndexed;
  return { key: delivery.key, version: event.data.version };
}

function versionsOf(seen: readonly Seen[], key: string): number[] {
  return seen.filter(one => one.key === key).map(one => one.version);
}

/** What every bus must do, run against each of them with its real server. */
export function describeEventBusContract(
  name: string,
  start: () => Promise<BusUnderTest>,
): void {
  describe(`${name} keeps the contract of an event bus`, () => {
    let under: BusUnderTest;
    let bus: EventBus;
    before(async () => {
      under = await start();
      bus = await under.connect();
    });
    after(async () => {
      await bus.close();
      await under.close();
    });

    const opened: (() => Promise<void>)[] = [];
    afterEach(async () => {
      await Promise.all(opened.splice(0).map(close => close()));
    });

    /** A group of its own, so that a test sees nothing of another one. */
    async function record(options: {
      group?: string;
      from?: EventBus;
      seen?: Seen[];
      concurrency?: number;
      handle?: (
        delivery: Delivery,
      ) => Promise<'settled' | { retryInMs: number }>;
    }) {
      const { group = `test-${randomUUID()}`, from = bus } = options;
      const { handle = () => Promise.resolve('settled' as const) } = options;
      const { seen = [] } = options;
      const subscription = await from.subscribe({
        topic,
        group,
        concurrency: options.concurrency ?? 4,
        handle: async delivery => {
          const settlement = await handle(delivery);
          if (settlement === 'settled') seen.push(seenOf(delivery));
          return settlement;
        },
      });
      opened.push(() => subscription.stop());
      return { group, seen, subscription };
    }

    it('gives every group every event, in the order of each key', async () => {
      const [one, two] = [await record({}), await record({})];
      const keys = Array.from({ length: 5 }, () => randomUUID());
      const histories = keys.map(key => noteHistory(key, 12));
      const mixed = Array.from({ length: 12 }, (_, index) =>
        histories.flatMap(history => history.slice(index, index + 1)),
      ).flat();
      await bus.publish(topic, mixed.slice(0, 23));
      await bus.publish(topic, mixed.slice(23));
      const expected = Array.from({ length: 12 }, (_, index) => index + 1);
      for (const { seen } of [one, two]) {
        await eventually('all arrived', () => seen.length >= mixed.length);
        for (const key of keys) {
          assert.deepEqual(versionsOf(seen, key), expected);
        }
      }
    });

    it('keeps for a known group what was published before its consumer started', async () => {
      const key = randomUUID();
      await bus.publish(topic, noteHistory(key, 3));
      const { seen } = await record({ group: GROUPS.workflow });
      await eventually('the earlier events', () => {
        return versionsOf(seen, key).length === 3;
      });
    });

    it('shares the keys of a group among its consumers, and no event is handled by two', async () => {
      const other = await under.connect();
      opened.push(() => other.close());
      const seen: Seen[] = [];
      const { group } = await record({ seen });
      await record({ group, from: other, seen });
      const keys = Array.from({ length: 40 }, () => randomUUID());
      await bus.publish(
        topic,
        keys.flatMap(key => noteHistory(key, 2)),
      );
      await eventually('all arrived', () => seen.length >= 80);
      for (const key of keys) assert.deepEqual(versionsOf(seen, key), [1, 2]);
    });

    it('holds back the successors of a key that fails, while other keys go on', async () => {
      const bad = randomUUID();
      // So many that on a bus with partitions some of them share the one of the key that fails.
      const good = Array.from({ length: 12 }, () => randomUUID());
      let healed = false;
      const attempts: number[] = [];
      const { seen } = await record({
        handle: delivery => {
          if (delivery.key !== bad || healed) return Promise.resolve('settled');
          attempts.push(delivery.attempt);
          assert.equal(delivery.lost, false, 'it failed, it was not lost');
          return Promise.resolve({ retryInMs: 30 });
        },
      });
      const keys = [bad, ...good];
      await bus.publish(
        topic,
        keys.flatMap(key => noteHistory(key, 3)),
      );
      await eventually(
        'the other keys',
        () =>
          good.every(key => versionsOf(seen, key).length === 3) &&
          attempts.length >= 3,
      );
      assert.deepEqual(versionsOf(seen, bad), []);
      assert.deepEqual(attempts.slice(0, 3), [1, 2, 3]);
      healed = true;
      await eventually('the key that failed', () => {
        return versionsOf(seen, bad).length === 3;
      });
      for (const key of keys) {
        assert.deepEqual(versionsOf(seen, key), [1, 2, 3]);
      }
    });

    it('brings a message again whose handler throws', async () => {
      let attempts = 0;
      const { seen } = await record({
        handle: () => {
          attempts += 1;
          return attempts === 1
            ? Promise.reject(new Error('once'))
            : Promise.resolve('settled');
        },
      });
      await bus.publish(topic, [noteIndexed(randomUUID(), 1)]);
      await eventually('the second attempt', () => seen.length === 1);
      assert.equal(attempts, 2);
    });

    it('waits for the message in hand when it stops, and takes no more', async () => {
      const key = randomUUID();
      const started = Promise.withResolvers<undefined>();
      const release = Promise.withResolvers<undefined>();
      const { group, seen, subscription } = await record({
        concurrency: 1,
        handle: async () => {
          started.resolve(undefined);
          await release.promise;
          return 'settled';
        },
      });
      await bus.publish(topic, noteHistory(key, 2));
      await started.promise;
      const stopping = subscription.stop();
      release.resolve(undefined);
      await stopping;
      assert.deepEqual(versionsOf(seen, key), [1]);

      const again = await record({ group });
      await eventually('the rest', () => again.seen.length >= 1);
      assert.deepEqual(versionsOf(again.seen, key), [2]);
    });

    it('tells how many messages a group has not settled', async () => {
      const { group, seen, subscription } = await record({});
      await bus.publish(topic, [noteIndexed(randomUUID(), 1)]);
      await eventually('the first', () => seen.length === 1);
      await eventually(
        'no lag',
        async () => (await bus.lag(topic, group)) === 0,
      );
      await subscription.stop();
      await bus.publish(topic, noteHistory(randomUUID(), 7));
      assert.equal(await bus.lag(topic, group), 7);
      await record({ group });
      await eventually(
        'no lag',
        async () => (await bus.lag(topic, group)) === 0,
      );
    });

    it('hands over text that is no event as it came', async () => {
      const values: string[] = [];
      const subscription = await bus.subscribe({
        topic,
        group: `test-${randomUUID()}`,
        handle: delivery => {
          values.push(delivery.value);
          return Promise.resolve('settled');
        },
      });
      opened.push(() => subscription.stop());
      await under.sendRaw(topic, { key: 'k', value: '{broken' });
      await eventually('the text', () => values.includes('{broken'));
    });

    it('keeps one dead letter per message and replays it to its group alone', async () => {
      const key = randomUUID();
      const [failing, other] = [await record({}), await record({})];
      const letter = aLetter({ group: failing.group, key });
      await bus.sendDeadLetter(letter);
      await bus.sendDeadLetter(letter);
      const query = { limit: 10, group: failing.group };
      assert.deepEqual(await bus.readDeadLetters(query), [letter]);
      assert.deepEqual(
        await bus.readDeadLetters({ limit: 10, ids: [randomUUID()] }),
        [],
      );

      await bus.replayDeadLetter(letter);
      await eventually('the replay', () => failing.seen.length === 1);
      assert.deepEqual(await bus.readDeadLetters(query), []);
      // An event after the replay arrives at the other group, and the replay has not.
      await bus.publish(topic, [noteIndexed(key, 2)]);
      await eventually('the next event', () => {
        return versionsOf(other.seen, key).includes(2);
      });
      assert.deepEqual(versionsOf(other.seen, key), [2]);
    });

    it('answers a check', async () => {
      await bus.check();
    });
  });
}

function aLetter(options: { group: string; key: string }): DeadLetter {
  const event = noteIndexed(options.key, 1);
  return {
    id: randomUUID(),
    topic,
    ...options,
    eventId: event.id,
    eventType: event.type,
    reason: 'index is away',
    attempts: 8,
    firstSeen: '2026-01-02T03:04:05.678Z',
    failedAt: '2026-01-02T03:05:05.678Z',
    value: JSON.stringify(event),
  };
}
