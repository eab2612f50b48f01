import {
  Kafka,
  Partitioners,
  type Admin,
  type Message,
  type Producer,
} from 'kafkajs';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import type {
  DeadLetter,
  DeadLetterQuery,
  EventBus,
  SubscribeOptions,
  Subscription,
} from '../EventBus.ts';
import type { Logger } from '../parts.ts';
import type { BusConfig } from '../settings.ts';
import { TOPICS } from '../topology.ts';
import { traceIn } from '../tracing.ts';
import { ensureTopics } from './ensureTopics.ts';
import { kafkaConfig } from './kafkaConfig.ts';
import { ONLY_GROUP, messageOf } from './kafkaMessages.ts';
import { KafkaSubscription } from './KafkaSubscription.ts';
import { readTopic } from './readTopic.ts';

export interface KafkaEventBusOptions {
  readonly config: BusConfig;
  readonly service: string;
  readonly logger: Logger;
}

const SESSION_TIMEOUT_MS = 10_000;

/** A bus on Kafka. Connections are made when they are first used, and made anew after a failure. */
export class KafkaEventBus implements EventBus {
  readonly #kafka: Kafka;
  readonly #logger: Logger;
  readonly #sessionTimeoutMs: number;
  readonly #subscriptions = new Set<KafkaSubscription>();
  #producer: Promise<Producer> | undefined;
  #admin: Promise<Admin> | undefined;

  private constructor(options: KafkaEventBusOptions) {
    this.#kafka = new Kafka(kafkaConfig(options));
    this.#logger = options.logger;
    this.#sessionTimeoutMs =
      options.config.KAFKA_SESSION_TIMEOUT_MS ?? SESSION_TIMEOUT_MS;
  }

  /** Makes the topics that are missing. */
  static async open(options: KafkaEventBusOptions): Promise<KafkaEventBus> {
    const bus = new KafkaEventBus(options);
    const factor = options.config.KAFKA_REPLICATION_FACTOR;
    try {
      await bus.#withAdmin(admin => ensureTopics(admin, factor));
      return bus;
    } catch (error) {
      await bus.close();
      throw error;
    }
  }

  async publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    await this.#send(topic, events.map(messageOf));
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    const subscription = new KafkaSubscription({
      ...options,
      kafka: this.#kafka,
      withAdmin: ask => this.#withAdmin(ask),
      logger: this.#logger,
      sessionTimeoutMs: this.#sessionTimeoutMs,
    });
    this.#subscriptions.add(subscription);
    await subscription.start();
    return {
      stop: async () => {
        if (this.#subscriptions.delete(subscription)) await subscription.stop();
      },
    };
  }

  async lag(topic: string, group: string): Promise<number> {
    return this.#withAdmin(async admin => {
      const ends = await admin.fetchTopicOffsets(topic);
      const [read] = await admin.fetchOffsets({
        groupId: group,
        topics: [topic],
      });
      const settled = new Map(
        read?.partitions.map(one => [one.partition, Number(one.offset)]),
      );
      const waiting = ends.map(({ partition, high, low }) => {
        // Minus one stands for a group that has not read the partition yet.
        const next = Math.max(settled.get(partition) ?? -1, Number(low));
        return Number(high) - next;
      });
      return waiting.reduce((sum, one) => sum + one, 0);
    });
  }

  async sendDeadLetter(letter: DeadLetter): Promise<void> {
    await this.#send(TOPICS.deadLetters, [
      {
        key: letter.id,
        value: JSON.stringify(letter),
        headers: { 'content-type': 'application/json', ...traceIn(letter) },
      },
    ]);
  }

  async readDeadLetters(query: DeadLetterQuery): Promise<DeadLetter[]> {
    const letters = new Map<string, DeadLetter>();
    await this.#withAdmin(admin =>
      readTopic({
        kafka: this.#kafka,
        admin,
        topic: TOPICS.deadLetters,
        onMessage: ({ key, value }) => {
          const id = key?.toString() ?? '';
          if (value === null) letters.delete(id);
          else letters.set(id, JSON.parse(value.toString()) as DeadLetter);
        },
      }),
    );
    const { limit, group, ids } = query;
    return [...letters.values()]
      .filter(letter => group === undefined || letter.group === group)
      .filter(letter => ids === undefined || ids.includes(letter.id))
      .slice(0, limit);
  }

  /** Brought back first: a crash in between leaves the letter, and a second replay is recognised. */
  async replayDeadLetter(letter: DeadLetter): Promise<void> {
    const { id, topic, group, key, value } = letter;
    const headers = { [ONLY_GROUP]: group, ...traceIn(letter) };
    await this.#send(topic, [{ key, value, headers }]);
    await this.#send(TOPICS.deadLetters, [{ key: id, value: null }]);
  }

  async check(): Promise<void> {
    await this.#withAdmin(admin => admin.describeCluster());
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map(one => one.stop()));
    this.#subscriptions.clear();
    await disconnect(this.#producer);
    await disconnect(this.#admin);
  }

  async #send(topic: string, messages: Message[]): Promise<void> {
    this.#producer ??= this.#connectProducer();
    const producer = this.#producer;
    try {
      await (await producer).send({ topic, messages, acks: -1 });
    } catch (error) {
      // Whether the broker has the messages is open, and with it the producer's sequence: a new one begins anew.
      if (this.#producer === producer) this.#producer = undefined;
      void disconnect(producer);
      throw error;
    }
  }

  async #connectProducer(): Promise<Producer> {
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    await producer.connect();
    return producer;
  }

  async #withAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    this.#admin ??= this.#connectAdmin();
    const admin = this.#admin;
    try {
      return await ask(await admin);
    } catch (error) {
      if (this.#admin === admin) this.#admin = undefined;
      void disconnect(admin);
      throw error;
    }
  }

  async #connectAdmin(): Promise<Admin> {
    const admin = this.#kafka.admin();
    await admin.connect();
    return admin;
  }
}

async function disconnect(
  client: Promise<Producer | Admin> | undefined,
): Promise<void> {
  try {
    await (await client)?.disconnect();
  } catch {
    // It could not be connected, or its broker is gone: there is nothing left to close.
  }
}
