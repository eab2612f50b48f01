import { randomUUID } from 'node:crypto';
import type { Item } from '../domain/Item.ts';
import type { CloudEvent } from './CloudEvent.ts';
import { currentTrace } from './messageTracing.ts';

export type ItemChangeKind = 'created' | 'updated' | 'deleted';

/** Tells other services what happened to an item; asyncapi.yaml describes it to them. */
export function itemEvent(kind: ItemChangeKind, item: Item): CloudEvent<Item> {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/services/${{ values.name }}',
    type: `dev.notes.${{ values.name }}.item.${kind}.v1`,
    subject: item.id,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    ...currentTrace(),
    data: item,
  };
}
