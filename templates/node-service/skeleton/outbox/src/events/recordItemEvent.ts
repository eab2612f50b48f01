import type { PoolClient } from 'pg';
import type { Item } from '../domain/Item.ts';
import { itemEvent, type ItemChangeKind } from './itemEvent.ts';

/** Part of the change's own transaction: the event exists exactly when the change does. */
export async function recordItemEvent(
  client: PoolClient,
  kind: ItemChangeKind,
  item: Item,
): Promise<void> {
  const event = itemEvent(kind, item);
  await client.query('INSERT INTO outbox (message_key, event) VALUES ($1, $2)', [
    event.subject,
    JSON.stringify(event),
  ]);
}
