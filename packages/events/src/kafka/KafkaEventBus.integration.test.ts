import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { z } from 'zod';
import { busSettings } from '../settings.ts';
import {
  describeEventBusContract,
  type BusUnderTest,
} from '../testing/eventBusContract.ts';
import { describeServiceContract } from '../testing/serviceContract.ts';
import { eventually } from '../testing/eventually.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import {
  startKafka,
  whyNoKafka,
  type KafkaServer,
} from '../testing/startKafka.ts';
import { GROUPS, PARTITIONS, SUBSCRIPTIONS, TOPICS } from '../topology.ts';
import { KafkaEventBus } from './KafkaEventBus.ts';

function useBus(server: KafkaServer): BusUnderTest & { kafka: Kafka } {
  const config = z.object(busSettings).parse({ KAFKA_BROKERS: server.brokers });
  const kafka = new Kafka({
    brokers: config.KAFKA_BROKERS ?? [],
    logLevel: logLevel.NOTHING,
  });
  return {
    kafka,
    connect: () =>
      KafkaEventBus.open({ config, service: 'test', logger: silentLogger }),
    async sendRaw(topic, message) {
      const producer = kafka.producer({
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      await producer.send({ topic, messages: [message] });
      await producer.disconnect();
    },
    close: () => Promise.resolve(),
  };
}

const missing = whyNoKafka();
if (missing) {
  it('Kafka keeps the contract of an event bus', { skip: missing });
} else {
  // One broker for all, as a start takes seconds of a processor. What counts all messages of a group goes first, what
  // uses groups of its own goes last.
  let server: KafkaServer;
  before(async () => {
    server = await startKafka();
  });
  after(() => server.stop());

  describe('on a real broker', () => {
    it('there are the topics with their partitions and the groups with their members (F-06)', async () => {
      const under = useBus(server);
      const bus = await under.connect();
      const admin = under.kafka.admin();
      await admin.connect();
      try {
        const { topics } = await admin.fetchTopicMetadata({
          topics: Object.keys(PARTITIONS),
        });
        const described = topics.map(one => [one.name, one.partitions.length]);
        assert.deepEqual(Object.fromEntries(described), {
          'notes-events': 3,
          'user-events': 2,
          'email-queue': 1,
          'dead-letter-queue': 1,
        });

        const wanted = Object.entries(SUBSCRIPTIONS).flatMap(
          ([topic, groups]) => groups.map(group => ({ topic, group })),
        );
        await Promise.all(
          wanted.map(one =>
            bus.subscribe({ ...one, handle: () => Promise.resolve('settled') }),
          ),
        );
        const { groups } = await admin.describeGroups(Object.values(GROUPS));
        const states = groups.map(one => [one.groupId, one.members.length > 0]);
        assert.deepEqual(
          Object.fromEntries(states),
          Object.fromEntries(Object.values(GROUPS).map(one => [one, true])),
        );
      } finally {
        await admin.disconnect();
        await bus.close();
      }
    });
  });

  describeServiceContract('Kafka', () =>
    Promise.resolve({
      environment: { KAFKA_BROKERS: server.brokers },
      interrupt: async () => {
        await server.kill();
        await server.restart();
      },
      close: () => Promise.resolve(),
    }),
  );

  describeEventBusContract('Kafka', () => Promise.resolve(useBus(server)));

  describe('a group on a real broker', () => {
    it('a group whose members read different topics gets what is in each of them', async () => {
      const under = useBus(server);
      const bus = await under.connect();
      const group = `test-${randomUUID()}`;
      const topics = [TOPICS.notesEvents, TOPICS.userEvents, TOPICS.emailQueue];
      const seen = new Set<string>();
      try {
        for (const topic of topics) {
          await bus.subscribe({
            ...{ topic, group },
            handle: ({ value }) => {
              seen.add(value);
              return Promise.resolve('settled');
            },
          });
        }
        for (const topic of topics) {
          await under.sendRaw(topic, { key: 'one', value: `"${topic}"` });
        }
        await eventually('all topics are read', () =>
          topics.every(topic => seen.has(`"${topic}"`)),
        );
      } finally {
        await bus.close();
      }
    });
  });
}
