import { randomUUID } from 'node:crypto';
import type { Admin, Kafka, KafkaMessage } from 'kafkajs';

export interface ReadTopicOptions {
  readonly kafka: Pick<Kafka, 'consumer'>;
  readonly admin: Admin;
  readonly topic: string;
  readonly onMessage: (message: KafkaMessage) => void;
}

/** Reads all that a topic of one partition holds at the moment, under a group that nobody else has. */
export async function readTopic(options: ReadTopicOptions): Promise<void> {
  const { kafka, admin, topic, onMessage } = options;
  const [end] = await admin.fetchTopicOffsets(topic);
  if (!end || BigInt(end.high) === BigInt(end.low)) return;

  const groupId = `read-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
  const done = Promise.withResolvers<undefined>();
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    done.reject(payload.error);
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        for (const message of batch.messages) onMessage(message);
        // Compaction may have taken the last record itself, so the offset decides, not a message.
        if (BigInt(batch.lastOffset()) + 1n >= BigInt(end.high)) {
          done.resolve(undefined);
        }
        return Promise.resolve();
      },
    });
    await done.promise;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}
