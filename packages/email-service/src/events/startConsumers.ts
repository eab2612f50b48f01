import {
  GROUPS,
  startConsumer,
  TOPICS,
  type EventBus,
  type EventHandlers,
} from '@notes/events';
import type { Clock, Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import { DeliveryStore } from '../data/DeliveryStore.ts';
import { RecipientStore } from '../data/RecipientStore.ts';
import { acceptRequest } from '../domain/acceptRequest.ts';

/** People as they come, change and go. */
export const userHandlers: EventHandlers = {
  'user.registered': ({ data, time }, client) =>
    new RecipientStore(client).register(data, new Date(time)),
  'user.updated': async ({ data, time }, client) => {
    const outcome = await new RecipientStore(client).update(
      data,
      new Date(time),
    );
    if (outcome === 'unknown') throw new Error('the recipient is not known');
  },
  'user.deleted': async ({ data: { userId }, time }, client) => {
    await new RecipientStore(client).forget(userId, new Date(time));
    await new DeliveryStore(client).dropAllOf(userId, new Date(time));
  },
};

export function requestHandlers(clock: Clock): EventHandlers {
  return {
    'email.requested': (event, client) =>
      acceptRequest(event, client, clock.now()),
  };
}

export async function startConsumers(
  parts: Parts<Config>,
  { bus, pool }: { readonly bus: EventBus; readonly pool: Pool },
): Promise<void> {
  const common = { ...parts, bus, pool, group: GROUPS.email };
  await startConsumer({
    ...common,
    topic: TOPICS.userEvents,
    handlers: userHandlers,
  });
  await startConsumer({
    ...common,
    topic: TOPICS.emailQueue,
    handlers: requestHandlers(parts.clock),
  });
}
