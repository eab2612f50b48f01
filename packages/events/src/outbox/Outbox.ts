import type { PoolClient } from 'pg';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import { InvalidEvent } from '../contracts/InvalidEvent.ts';
import { TOPIC_OF_TYPE } from '../contracts/types.generated.ts';
import { OUTBOX_CHANNEL } from './outboxChannel.ts';

/**
 * Takes the lock of each key until the transaction ends, always in the same order. Two transactions that write
 * events of one key so get positions in the order in which they commit, whatever else they lock.
 */
const LOCK_KEYS = `
  SELECT pg_advisory_xact_lock(hashtextextended(message_key, 7239002))
    FROM (SELECT DISTINCT unnest($1::text[]) AS message_key ORDER BY 1) AS locked`;

const INSERT = `
  INSERT INTO outbox (topic, message_key, event)
  SELECT $1, message_key, event
    FROM unnest($2::text[], $3::jsonb[]) WITH ORDINALITY AS new (message_key, event, place)
   ORDER BY place`;

/** Adds events to the transaction of the client. They are published in this order, after it commits. */
async function add(
  client: Pick<PoolClient, 'query'>,
  topic: string,
  ...events: readonly CloudEvent[]
): Promise<void> {
  if (events.length === 0) return;
  for (const event of events) assertTopic(topic, event);

  const keys = events.map(event => event.subject);
  await client.query(LOCK_KEYS, [keys.map(key => `${topic}:${key}`)]);
  await client.query(INSERT, [
    topic,
    keys,
    events.map(event => JSON.stringify(event)),
  ]);
  await client.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, '']);
}

/** Events as part of a change: they exist exactly when the change does. */
export const Outbox = { add };

function assertTopic(topic: string, event: CloudEvent): void {
  const expected = topicOf(event.type);
  if (expected === topic) return;
  throw new InvalidEvent(event.type, [
    expected === undefined
      ? 'its type is not in asyncapi.yaml'
      : `its topic is "${expected}", not "${topic}"`,
  ]);
}

function topicOf(type: string): string | undefined {
  return Object.hasOwn(TOPIC_OF_TYPE, type)
    ? TOPIC_OF_TYPE[type as keyof typeof TOPIC_OF_TYPE]
    : undefined;
}
