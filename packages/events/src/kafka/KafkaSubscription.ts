import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { backoffDelay } from '../consumer/backoff.ts';
import type { SubscribeOptions, Subscription } from '../EventBus.ts';
import type { Logger } from '../parts.ts';
import { Signal } from '../Signal.ts';
import { isKnownGroup } from '../topology.ts';
import { ONLY_GROUP, deliveryOf, headerOf } from './kafkaMessages.ts';
import { ownTopicsAssigner } from './ownTopicsAssigner.ts';
import { PartitionLanes } from './PartitionLanes.ts';
import { Slots } from '../Slots.ts';

export interface KafkaSubscriptionOptions extends SubscribeOptions {
  readonly kafka: Pick<Kafka, 'consumer'>;
  readonly withAdmin: <T>(ask: (admin: Admin) => Promise<T>) => Promise<T>;
  readonly logger: Logger;
  /** As long a message waits whose process was killed. */
  readonly sessionTimeoutMs: number;
}

const DEFAULT_CONCURRENCY = 4;
/** So many messages of a partition may wait behind one that fails before the partition is paused. */
const MOST_PENDING = 1_000;
const COMMIT_EVERY_MS = 100;
const RESTART_BACKOFF = { baseMs: 500, maxMs: 10_000 };

/** Reads a topic for a group with lanes per key, and goes on reading until it is stopped, whatever happens. */
export class KafkaSubscription implements Subscription {
  readonly #options: KafkaSubscriptionOptions;
  readonly #slots: Slots;
  readonly #wake = new Signal();
  #lanes = new Map<number, PartitionLanes>();
  #paused = new Set<number>();
  #committed = new Map<number, bigint>();
  #startAt: ReadonlyMap<number, bigint> = new Map();
  #consumer: Consumer | undefined;
  #commitTimer: NodeJS.Timeout | undefined;
  #keeping: Promise<void> | undefined;
  #stopping = false;

  constructor(options: KafkaSubscriptionOptions) {
    this.#options = options;
    this.#slots = new Slots(options.concurrency ?? DEFAULT_CONCURRENCY);
  }

  /** Resolves when the group is joined; while the brokers are away, goes on trying in the background. */
  async start(): Promise<void> {
    const started = await this.#tryJoin(1);
    this.#keeping = this.#keepJoined(started);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake.fire();
    await this.#keeping;
    await this.#leave();
  }

  /** Joins again whenever the client gives up. */
  async #keepJoined(started: boolean): Promise<void> {
    for (let attempt = started ? 0 : 1; ;) {
      await this.#wake.wait(
        attempt === 0 ? undefined : backoffDelay(attempt, RESTART_BACKOFF),
      );
      if (this.#stopping) return;
      await this.#leave();
      attempt = (await this.#tryJoin(attempt + 1)) ? 0 : attempt + 1;
    }
  }

  async #tryJoin(attempt: number): Promise<boolean> {
    const { logger, topic, group } = this.#options;
    try {
      await this.#join();
      return true;
    } catch (error) {
      if (attempt === 1) {
        logger.warn({ err: error, topic, group }, 'cannot consume yet');
      }
      return false;
    }
  }

  async #join(): Promise<void> {
    const { kafka, topic, group, logger, sessionTimeoutMs } = this.#options;
    this.#startAt = await this.#findStart();
    const consumer = kafka.consumer({
      groupId: group,
      partitionAssigners: [ownTopicsAssigner],
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: sessionTimeoutMs / 5,
      // A stop waits for the request in flight, so this bounds how long it takes.
      maxWaitTimeInMs: 500,
      // The client's own longest wait is half a minute: as late it would see that a broker is back.
      retry: {
        retries: 10,
        initialRetryTime: 200,
        maxRetryTime: 2_000,
        restartOnFailure: () => Promise.resolve(true),
      },
    });
    this.#consumer = consumer;
    const { CRASH, GROUP_JOIN } = consumer.events;
    consumer.on(GROUP_JOIN, () => {
      this.#beginGeneration();
    });
    consumer.on(CRASH, ({ payload }) => {
      logger.warn({ err: payload.error, topic, group }, 'consumer crashed');
      if (!payload.restart) this.#wake.fire();
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: payload => {
        this.#take(payload);
        return Promise.resolve();
      },
    });
    await this.#pinStart(consumer);
  }

  /**
   * Where a group begins that reads the topic for the first time. Known groups begin with the oldest message; another
   * one with what comes from now on, which the offsets that it commits at once keep true after a restart.
   */
  async #findStart(): Promise<ReadonlyMap<number, bigint>> {
    const { withAdmin, topic, group } = this.#options;
    if (isKnownGroup(topic, group)) return new Map();
    return withAdmin(async admin => {
      const [read] = await admin.fetchOffsets({
        groupId: group,
        topics: [topic],
      });
      const isNew = read?.partitions.every(one => Number(one.offset) < 0);
      if (isNew === false) return new Map();
      const ends = await admin.fetchTopicOffsets(topic);
      return new Map(
        ends.map(({ partition, high }) => [partition, BigInt(high)]),
      );
    });
  }

  async #pinStart(consumer: Consumer): Promise<void> {
    const { topic } = this.#options;
    const offsets = [...this.#startAt].map(([partition, offset]) => ({
      topic,
      partition,
      offset: offset.toString(),
    }));
    if (offsets.length === 0) return;
    for (const offset of offsets) consumer.seek(offset);
    await consumer.commitOffsets(offsets);
  }

  /** What was in hand belongs to the past assignment: its offsets must not be committed into the new one. */
  #beginGeneration(): void {
    for (const lanes of this.#lanes.values()) void lanes.stop();
    this.#lanes = new Map();
    this.#committed = new Map();
    this.#paused = new Set();
  }

  #take({ batch }: EachBatchPayload): void {
    if (this.#stopping) return;
    const { topic, group } = this.#options;
    const { partition } = batch;
    const lanes = this.#lanesOf(partition);
    const start = this.#startAt.get(partition) ?? 0n;
    for (const message of batch.messages) {
      const offset = BigInt(message.offset);
      const only = headerOf(message, ONLY_GROUP);
      if (offset < start || (only !== undefined && only !== group)) {
        lanes.pass(offset);
      } else {
        lanes.add({ offset, delivery: deliveryOf(message, { topic, group }) });
      }
    }
    this.#balance(partition, lanes);
  }

  #lanesOf(partition: number): PartitionLanes {
    const existing = this.#lanes.get(partition);
    if (existing) return existing;
    const lanes: PartitionLanes = new PartitionLanes({
      slots: this.#slots,
      handle: this.#options.handle,
      onProgress: () => {
        if (this.#lanes.get(partition) !== lanes) return;
        this.#balance(partition, lanes);
        this.#commitTimer ??= setTimeout(
          () => void this.#commit(),
          COMMIT_EVERY_MS,
        );
      },
    });
    this.#lanes.set(partition, lanes);
    return lanes;
  }

  /** Reads on only while what waits in memory is bounded. */
  #balance(partition: number, lanes: PartitionLanes): void {
    const place = [{ topic: this.#options.topic, partitions: [partition] }];
    if (lanes.size >= MOST_PENDING && !this.#paused.has(partition)) {
      this.#paused.add(partition);
      this.#consumer?.pause(place);
    } else if (
      lanes.size < MOST_PENDING / 2 &&
      this.#paused.delete(partition)
    ) {
      this.#consumer?.resume(place);
    }
  }

  async #commit(): Promise<void> {
    clearTimeout(this.#commitTimer);
    this.#commitTimer = undefined;
    const { topic, group, logger } = this.#options;
    const lanes = this.#lanes;
    const due = [...lanes].flatMap(([partition, { commitOffset }]) =>
      commitOffset === undefined ||
      commitOffset === this.#committed.get(partition)
        ? []
        : [{ partition, offset: commitOffset }],
    );
    if (due.length === 0) return;
    try {
      await this.#consumer?.commitOffsets(
        due.map(({ partition, offset }) => ({
          topic,
          partition,
          offset: offset.toString(),
        })),
      );
      if (lanes !== this.#lanes) return;
      for (const one of due) this.#committed.set(one.partition, one.offset);
    } catch (error) {
      // What is not committed is delivered again, and recognised.
      logger.debug({ err: error, topic, group }, 'offsets not committed');
    }
  }

  async #leave(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map(lanes => lanes.stop()));
    await this.#commit();
    await this.#consumer?.disconnect().catch(() => undefined);
    this.#consumer = undefined;
    this.#beginGeneration();
  }
}
