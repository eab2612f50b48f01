import {
  decodeCursor,
  encodeCursor,
  operation,
  Problem,
  type Clock,
  type Handler,
} from '@notes/service-kit';
import { z } from 'zod';
import type { DeliveryStore } from '../data/DeliveryStore.ts';
import type { Delivery } from '../domain/Delivery.ts';
import { userOf } from './userOf.ts';

export interface DeliveryHandlersOptions {
  readonly deliveries: DeliveryStore;
  readonly clock: Clock;
  /** Has what is due again looked for at once. */
  readonly wake: () => void;
}

type ListQuery = {
  readonly limit: number;
  readonly cursor?: string;
  readonly state?: string;
};

const position = z.tuple([z.iso.datetime(), z.uuid()]);

export function deliveryHandlers({
  clock,
  deliveries,
  wake,
}: DeliveryHandlersOptions): Record<string, Handler> {
  return {
    listDeliveries: operation<{ query: ListQuery }>(
      async ({ caller, query }) => {
        const { cursor, limit, state } = query;
        const after = cursor === undefined ? undefined : placeOf(cursor);
        const rows = await deliveries.page({
          recipientId: userOf(caller),
          limit: limit + 1,
          state,
          after,
        });
        const items = rows.slice(0, limit);
        const last = items.at(-1);
        const hasMore = rows.length > limit && last !== undefined;
        return {
          status: 200,
          body: {
            items: items.map(viewOf),
            ...(hasMore && {
              nextCursor: encodeCursor([last.createdAt.toISOString(), last.id]),
            }),
          },
        };
      },
    ),
    retryDelivery: operation<{ path: { deliveryId: string } }>(
      async ({ caller, path }) => {
        const { deliveryId: id } = path;
        const found = await deliveries.find(id);
        // Someone else's answers as one that is not there.
        if (found?.recipientId !== userOf(caller))
          throw new Problem(404, `There is no delivery "${id}".`);
        const retried = await deliveries.retry(id, clock.now());
        if (!retried) {
          throw new Problem(
            409,
            `Delivery "${id}" is ${found.state}: expected failed, with its content still known.`,
          );
        }
        wake();
        return { status: 202, body: viewOf(retried) };
      },
    ),
  };
}

function placeOf(cursor: string) {
  const result = position.safeParse(decodeCursor(cursor));
  if (!result.success) {
    throw new Problem(400, 'The cursor is not one that this list has given.', {
      errors: [
        {
          in: 'query',
          field: 'cursor',
          message: 'expected the nextCursor of a page',
        },
      ],
    });
  }
  const [createdAt, id] = result.data;
  return { createdAt: new Date(createdAt), id };
}

/** What happened, and nothing of what was said. */
function viewOf(delivery: Delivery): object {
  const {
    attempts,
    channel,
    createdAt,
    id,
    noteId,
    reason,
    settledAt,
    state,
    template,
  } = delivery;
  return {
    id,
    channel,
    template,
    state,
    attempts,
    createdAt: createdAt.toISOString(),
    ...(noteId !== undefined && { noteId }),
    ...(reason !== undefined && { reason }),
    ...(settledAt && { settledAt: settledAt.toISOString() }),
  };
}
