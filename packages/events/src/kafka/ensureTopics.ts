import type { Admin } from 'kafkajs';
import { PARTITIONS, TOPICS } from '../topology.ts';

/** Makes the topics that are missing; what an operator has made is left as it is. */
export async function ensureTopics(
  admin: Admin,
  replicationFactor: number,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = Object.entries(PARTITIONS).filter(
    ([topic]) => !existing.has(topic),
  );
  if (missing.length === 0) return;
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map(([topic, numPartitions]) => ({
      topic,
      numPartitions,
      replicationFactor,
      // A dead letter stays until a record without a value takes it away.
      ...(topic === TOPICS.deadLetters && {
        configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
      }),
    })),
  });
}
