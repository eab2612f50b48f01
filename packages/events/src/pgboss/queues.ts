import type { PgBoss } from 'pg-boss';
import { SUBSCRIPTIONS, TOPICS } from '../topology.ts';

const DAY_SECONDS = 86_400;
/** The bus tries for as long as it is told to; how often is the consumer's matter. */
const RETRY_LIMIT = 1_000_000;
/** The shortest that pg-boss takes: so long a key waits when the process dies that holds its message. */
export const HEARTBEAT_SECONDS = 10;

/** Each group has a queue of its own per topic, so that a group that lags or fails holds up no other. */
export function queueOf(topic: string, group: string): string {
  return `${topic}.${group}`;
}

/** Makes the queue of a group; from here on everything that is published to the topic waits there. */
export async function ensureQueue(
  boss: PgBoss,
  topic: string,
  group: string,
): Promise<string> {
  const name = queueOf(topic, group);
  await boss.createQueue(name, {
    policy: 'key_strict_fifo',
    retryLimit: RETRY_LIMIT,
    retryDelay: 0,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: 14 * DAY_SECONDS,
  });
  await boss.subscribe(topic, name);
  return name;
}

/** Makes the queues of all known groups, and the one of the dead letters. */
export async function ensureQueues(boss: PgBoss): Promise<void> {
  const existing = new Set((await boss.getQueues()).map(queue => queue.name));
  for (const [topic, groups] of Object.entries(SUBSCRIPTIONS)) {
    for (const group of groups) {
      if (!existing.has(queueOf(topic, group))) {
        await ensureQueue(boss, topic, group);
      }
    }
  }
  if (!existing.has(TOPICS.deadLetters)) {
    await boss.createQueue(TOPICS.deadLetters, {
      retentionSeconds: 365 * DAY_SECONDS,
    });
  }
}
