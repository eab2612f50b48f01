{% if values.consumes %}
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Kafka,
  logLevel,
  type Admin,
  type Consumer,
  type IHeaders,
  type KafkaConfig,
  type Producer,
} from 'kafkajs';
{% else %}
import { Kafka, logLevel, type Admin, type KafkaConfig, type Producer } from 'kafkajs';
{% endif %}
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
{% if values.produces %}
import { CLOUD_EVENT_CONTENT_TYPE, type CloudEvent } from './CloudEvent.ts';
{% endif %}
{% if values.consumes %}
import type { DeadLetter, EventBus, MessageHandler } from './EventBus.ts';
{% else %}
import type { EventBus } from './EventBus.ts';
{% endif %}
{% if values.consumes %}
import { traceIn, type TraceContext } from './messageTracing.ts';
{% else %}
import { traceIn } from './messageTracing.ts';
{% endif %}

const SERVICE = '${{ values.name }}';
{% if values.consumes %}
const LONGEST_REASON = 1_000;
{% endif %}

/** The part of the client that this bus uses, so that tests can put a recording one in its place. */
export type KafkaClient = Pick<Kafka, 'producer' | 'admin'{% if values.consumes %} | 'consumer'{% endif %}>;

/** Connects when it is first used: a broker that is away does not keep the service from starting. */
export class KafkaEventBus implements EventBus {
{% if values.consumes %}
  readonly #kafka: KafkaClient;
  readonly #logger: Logger;
  readonly #reconnectMs: number;
  readonly #assigned = new Map<string, readonly number[]>();
{% endif %}
  readonly #producer: Producer;
  readonly #admin: Admin;
  #connected: Promise<void> | undefined;
  #adminConnected: Promise<void> | undefined;

{% if values.consumes %}
  constructor(kafka: KafkaClient, logger: Logger, reconnectMs = 5_000) {
    this.#kafka = kafka;
    this.#logger = logger;
    this.#reconnectMs = reconnectMs;
{% else %}
  constructor(kafka: KafkaClient) {
{% endif %}
    this.#producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    this.#admin = kafka.admin();
  }
{% if values.produces %}

  async publish(topic: string, ...events: readonly CloudEvent[]): Promise<void> {
    await this.#connect();
    await this.#producer.send({
      topic,
      messages: events.map((event) => ({
        key: event.subject,
        value: JSON.stringify(event),
        headers: { 'content-type': CLOUD_EVENT_CONTENT_TYPE, ...traceIn(event) },
      })),
    });
  }
{% endif %}
{% if values.consumes %}

  async subscribe(topic: string, handle: MessageHandler): Promise<() => Promise<void>> {
    const consumer = this.#kafka.consumer({
      groupId: SERVICE,
      // A stop waits for the request in flight, so this bounds how long it takes.
      maxWaitTimeInMs: 1_000,
      // The service outlives a broker that is away: it tries again until it is stopped.
      retry: { retries: 10, restartOnFailure: () => Promise.resolve(true) },
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.#assigned.set(topic, payload.memberAssignment[topic] ?? []);
    });
    const stopped = new AbortController();
    const consuming = this.#consume(consumer, topic, handle, stopped.signal);
    return Promise.resolve(async () => {
      stopped.abort();
      await consuming;
      await consumer.disconnect();
    });
  }

  async sendDeadLetter(topic: string, { message, reason }: DeadLetter): Promise<void> {
    await this.#connect();
    await this.#producer.send({
      topic: `${topic}.dlq`,
      messages: [
        {
          key: message.key ?? null,
          value: message.value,
          headers: { reason: reason.slice(0, LONGEST_REASON), ...traceIn(message.trace) },
        },
      ],
    });
  }

  /** Of the partitions that this replica reads, so that the replicas together tell the lag of the group. */
  async lag(topic: string): Promise<number> {
    return this.#withAdmin(async (admin) => {
      const ends = await admin.fetchTopicOffsets(topic);
      const [group] = await admin.fetchOffsets({ groupId: SERVICE, topics: [topic] });
      const handled = new Map(group?.partitions.map((one) => [one.partition, Number(one.offset)]));
      const own = ends.filter(({ partition }) => this.#assigned.get(topic)?.includes(partition));
      const waiting = own.map(({ partition, high, low }) => {
        // Minus one stands for a group that has not read the partition yet.
        return Number(high) - Math.max(handled.get(partition) ?? -1, Number(low));
      });
      return waiting.reduce((sum, one) => sum + one, 0);
    });
  }
{% endif %}

  async check(): Promise<void> {
    await this.#withAdmin((admin) => admin.describeCluster());
  }

  async close(): Promise<void> {
    await Promise.all([this.#producer.disconnect(), this.#admin.disconnect()]);
  }

  async #withAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    this.#adminConnected ??= this.#admin.connect();
    try {
      await this.#adminConnected;
      return await ask(this.#admin);
    } catch (error) {
      this.#adminConnected = undefined;
      throw error;
    }
  }

  async #connect(): Promise<void> {
    this.#connected ??= this.#producer.connect();
    try {
      await this.#connected;
    } catch (error) {
      this.#connected = undefined;
      throw error;
    }
  }
{% if values.consumes %}

  /** Gets the consumer going, however long the broker is away. From there the client keeps it going. */
  async #consume(
    consumer: Consumer,
    topic: string,
    handle: MessageHandler,
    stopped: AbortSignal,
  ): Promise<void> {
    while (!stopped.aborted) {
      try {
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
        await consumer.run({
          eachMessage: async ({ message: { headers, key, value } }) => {
            const trace = traceFrom(headers);
            await handle({ key: key?.toString(), value: value?.toString() ?? '', trace });
          },
        });
        return;
      } catch (error) {
        this.#logger.warn({ err: error, topic }, 'cannot consume yet, trying again');
        await sleep(this.#reconnectMs, undefined, { signal: stopped }).catch(() => undefined);
      }
    }
  }
{% endif %}
}

{% if values.consumes %}
function traceFrom(headers: IHeaders = {}): TraceContext {
  const text = (name: string) => headers[name]?.toString();
  return traceIn({ traceparent: text('traceparent'), tracestate: text('tracestate') });
}

{% endif %}
export function createKafkaEventBus(config: Config, logger: Logger): KafkaEventBus {
  const kafka = new Kafka(kafkaConfig(config, logger));
  return new KafkaEventBus(kafka{% if values.consumes %}, logger{% endif %});
}

export function kafkaConfig(config: Config, logger: Logger): KafkaConfig {
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = config;
  return {
    clientId: SERVICE,
    brokers: config.KAFKA_BROKERS ?? [],
    ssl: config.KAFKA_SSL,
    ...(username !== undefined && password !== undefined
      ? { sasl: { mechanism: 'scram-sha-512', username, password } }
      : {}),
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 },
    logLevel: logLevel.WARN,
    // The client reports each failed attempt as an error; those that matter reach the caller as well.
    logCreator: () => (entry) => {
      logger.debug({ kafka: entry.log }, entry.log.message);
    },
  };
}
