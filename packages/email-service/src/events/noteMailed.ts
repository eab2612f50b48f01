import { createEvent, Outbox, TOPICS } from '@notes/events';
import type { PoolClient } from 'pg';
import type { Delivery } from '../domain/Delivery.ts';

const STATUS = {
  sent: 'sent',
  suppressed: 'suppressed',
  failed: 'failed',
} as const;

/** Tells the workflow of a note what became of its mail; other mails and other channels are nobody's step. */
export async function noteMailed(
  client: PoolClient,
  delivery: Delivery,
  now: Date,
): Promise<void> {
  const { channel, noteId, noteVersion, reason, recipientId, state } = delivery;
  if (channel !== 'mail' || noteId === undefined || noteVersion === undefined)
    return;
  if (state === 'pending' || state === 'queued') return;
  const event = createEvent({
    type: 'note.mailed',
    subject: noteId,
    source: '/services/email-service',
    time: now,
    data: {
      noteId,
      ownerId: recipientId,
      version: noteVersion,
      status: STATUS[state],
      ...(reason !== undefined && { reason }),
    },
  });
  await Outbox.add(client, TOPICS.notesEvents, {
    ...event,
    correlationid: delivery.causeId,
    causationid: delivery.causeId,
  });
}
