import type { Channel, Delivery, DeliveryState } from '../domain/Delivery.ts';

export interface DeliveryRow {
  readonly id: string;
  readonly key: string;
  readonly channel: Channel;
  readonly recipient_id: string;
  readonly send_key: string;
  readonly template: string;
  readonly data: Record<string, string> | null;
  readonly note_id: string | null;
  readonly note_version: number | null;
  readonly cause_id: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly reason: string | null;
  readonly created_at: Date;
  readonly settled_at: Date | null;
}

export const DELIVERY_COLUMNS = `id, key, channel, recipient_id, send_key, template, data, note_id, note_version,
  cause_id, state, attempts, reason, created_at, settled_at`;

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    key: row.key,
    channel: row.channel,
    recipientId: row.recipient_id,
    sendKey: row.send_key,
    template: row.template,
    data: row.data ?? undefined,
    noteId: row.note_id ?? undefined,
    noteVersion: row.note_version ?? undefined,
    causeId: row.cause_id,
    state: row.state,
    attempts: row.attempts,
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
    settledAt: row.settled_at ?? undefined,
  };
}
