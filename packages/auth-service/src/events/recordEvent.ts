import {
  createEvent,
  Outbox,
  TOPICS,
  type EventType,
  type NewEvent,
} from '@notes/events';
import type { PoolClient } from 'pg';

const SOURCE = '/services/auth-service';

type Recorded<Type extends EventType> = Pick<
  NewEvent<Type>,
  'type' | 'subject' | 'data'
> & {
  readonly time: Date;
};

/** Adds an event to the transaction: it is published exactly when the change is. */
export async function recordEvent<Type extends EventType>(
  client: PoolClient,
  event: Recorded<Type>,
): Promise<void> {
  const topic =
    event.type === 'email.requested' ? TOPICS.emailQueue : TOPICS.userEvents;
  await Outbox.add(client, topic, createEvent({ ...event, source: SOURCE }));
}
