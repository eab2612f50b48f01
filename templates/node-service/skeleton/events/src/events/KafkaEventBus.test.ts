{% if values.consumes %}
import { setTimeout as sleep } from 'node:timers/promises';
{% endif %}
import { describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '../logger.ts';
import { testConfig } from '../testing/testConfig.ts';
import {
  KafkaEventBus,
  createKafkaEventBus,
  kafkaConfig,
  type KafkaClient,
} from './KafkaEventBus.ts';
{% if values.consumes %}
import type { ReceivedMessage } from './EventBus.ts';
{% endif %}

const logger = createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' });
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const ok = () => Promise.resolve();

/** Records what the bus asks of the client; the client itself is tested by its makers. */
function setup() {
  const producer = {
    connect: jest.fn(ok),
    disconnect: jest.fn(ok),
    send: jest.fn<(record: unknown) => Promise<void>>(ok),
  };
  const admin = {
    connect: jest.fn(ok),
    disconnect: jest.fn(ok),
    describeCluster: jest.fn(ok),
{% if values.consumes %}
    fetchTopicOffsets: () =>
      Promise.resolve([
        { partition: 0, high: '10', low: '2' },
        { partition: 1, high: '5', low: '1' },
      ]),
    fetchOffsets: () =>
      Promise.resolve([
        {
          topic: 'requests',
          partitions: [
            { partition: 0, offset: '7' },
            { partition: 1, offset: '-1' },
          ],
        },
      ]),
{% endif %}
  };
{% if values.consumes %}
  const consumer = {
    connect: jest.fn(ok),
    disconnect: jest.fn(ok),
    subscribe: jest.fn<(topic: unknown) => Promise<void>>(ok),
    run: jest.fn<(config: RunConfig) => Promise<void>>(ok),
    events: { GROUP_JOIN: 'consumer.group_join' },
    on: jest.fn<(name: string, joined: (event: GroupJoin) => void) => void>(),
  };
  const client = { producer: () => producer, admin: () => admin, consumer: () => consumer };
  const bus = new KafkaEventBus(client as unknown as KafkaClient, logger, 5);
  return { admin, bus, consumer, producer };
{% else %}
  const client = { producer: () => producer, admin: () => admin };
  return { admin, bus: new KafkaEventBus(client as unknown as KafkaClient), producer };
{% endif %}
}
{% if values.consumes %}

type KafkaMessage = Record<'key' | 'value', Buffer | null> & { headers: Record<string, Buffer> };

interface GroupJoin {
  readonly payload: { readonly memberAssignment: Record<string, number[]> };
}

interface RunConfig {
  eachMessage(payload: { message: Partial<KafkaMessage> }): Promise<void>;
}
{% endif %}

describe('the Kafka event bus', () => {
  it('is well when the cluster describes itself, and asks anew after a failure', async () => {
    const { admin, bus } = setup();
    admin.connect.mockRejectedValueOnce(new Error('away'));
    await expect(bus.check()).rejects.toThrow('away');
    await expect(bus.check()).resolves.toBeUndefined();
    expect(admin.connect).toHaveBeenCalledTimes(2);
  });
{% if values.produces %}

  const event = {
    specversion: '1.0',
    id: 'event-1',
    source: '/services/test',
    type: 'test.v1',
    subject: 'item-1',
    time: '2026-01-02T03:04:05.678Z',
    datacontenttype: 'application/json',
    traceparent: TRACEPARENT,
    data: { name: 'lamp' },
  } as const;

  it('publishes a CloudEvent in structured mode, keyed by its subject', async () => {
    const { bus, producer } = setup();
    await bus.publish('items', event);
    expect(producer.send).toHaveBeenCalledWith({
      topic: 'items',
      messages: [
        {
          key: 'item-1',
          value: JSON.stringify(event),
          headers: {
            'content-type': 'application/cloudevents+json; charset=UTF-8',
            traceparent: TRACEPARENT,
          },
        },
      ],
    });
  });

  it('connects once, and again after a connection that failed', async () => {
    const { bus, producer } = setup();
    producer.connect.mockRejectedValueOnce(new Error('away'));
    await expect(bus.publish('items', event)).rejects.toThrow('away');
    await bus.publish('items', event);
    await bus.publish('items', event);
    expect(producer.connect).toHaveBeenCalledTimes(2);
  });
{% endif %}
{% if values.consumes %}

  it('hands each message over as text', async () => {
    const { bus, consumer } = setup();
    const received: ReceivedMessage[] = [];
    await bus.subscribe('requests', (message) => {
      received.push(message);
      return Promise.resolve('handled');
    });
    await new Promise(setImmediate);
    const run = consumer.run.mock.calls[0]?.[0];
    const headers = { traceparent: Buffer.from(TRACEPARENT), other: Buffer.from('x') };
    const message = { key: Buffer.from('k'), value: Buffer.from('v'), headers };
    await run?.eachMessage({ message });
    await run?.eachMessage({ message: { key: null, value: null } });
    expect(received).toEqual([
      { key: 'k', value: 'v', trace: { traceparent: TRACEPARENT } },
      { key: undefined, value: '', trace: {} },
    ]);
  });

  it('tries to consume again until it is stopped', async () => {
    const { bus, consumer } = setup();
    consumer.connect.mockRejectedValue(new Error('away'));
    const stop = await bus.subscribe('requests', () => Promise.resolve('handled'));
    while (consumer.connect.mock.calls.length < 3) await sleep(5);
    await stop();
    const attempts = consumer.connect.mock.calls.length;
    await sleep(50);
    expect(consumer.connect).toHaveBeenCalledTimes(attempts);
    expect(consumer.disconnect).toHaveBeenCalledTimes(1);
  });

  it('knows how much waits in the partitions that it reads', async () => {
    const { bus, consumer } = setup();
    await bus.subscribe('requests', () => Promise.resolve('handled'));
    expect(await bus.lag('requests')).toBe(0);
    const join = consumer.on.mock.calls[0]?.[1];
    join?.({ payload: { memberAssignment: { requests: [0] } } });
    expect(await bus.lag('requests')).toBe(3);
    join?.({ payload: { memberAssignment: { requests: [0, 1] } } });
    expect(await bus.lag('requests')).toBe(3 + 4);
  });

  it('sends a dead letter with its reason to the topic beside', async () => {
    const { bus, producer } = setup();
    const message = { key: undefined, value: 'broken', trace: { traceparent: TRACEPARENT } };
    await bus.sendDeadLetter('requests', { message, reason: 'not JSON' });
    expect(producer.send).toHaveBeenCalledWith({
      topic: 'requests.dlq',
      messages: [
        {
          key: null,
          value: 'broken',
          headers: { reason: 'not JSON', traceparent: TRACEPARENT },
        },
      ],
    });
  });
{% endif %}

  it('closes its connections', async () => {
    const { admin, bus, producer } = setup();
    await bus.close();
    expect(producer.disconnect).toHaveBeenCalled();
    expect(admin.disconnect).toHaveBeenCalled();
  });

  it('signs in with SCRAM when it has a name and a password', () => {
    const config = testConfig({
      KAFKA_BROKERS: 'one:9092,two:9092',
      KAFKA_SSL: 'true',
      KAFKA_SASL_USERNAME: 'app',
      KAFKA_SASL_PASSWORD: 'secret',
    });
    expect(kafkaConfig(config, logger)).toMatchObject({
      brokers: ['one:9092', 'two:9092'],
      ssl: true,
      sasl: { mechanism: 'scram-sha-512', username: 'app', password: 'secret' },
    });
    expect(kafkaConfig(testConfig({}), logger)).not.toHaveProperty('sasl');
  });

  it('does not answer for a broker that is away', async () => {
    const bus = createKafkaEventBus(testConfig({ KAFKA_BROKERS: '127.0.0.1:1' }), logger);
    await expect(bus.check()).rejects.toThrow();
    await bus.close();
  }, 30_000);
});
