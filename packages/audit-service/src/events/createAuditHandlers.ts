import {
  createEvent,
  Outbox,
  TOPIC_OF_TYPE,
  TOPICS,
  type CloudEvent,
  type EventHandlers,
} from '@notes/events';
import type { Clock } from '@notes/service-kit';
import type { PoolClient } from 'pg';
import type { AuditChain } from '../data/AuditChain.ts';
import { AUDITED_TYPES, entryOf } from '../domain/entryOf.ts';

const SOURCE = '/services/audit-service';
/** The changes of notes whose services wait to hear that they are on record. */
const CONFIRMED = new Set([
  ...['note.created', 'note.updated', 'note.deleted', 'note.quarantined'],
]);

/** Records every event of a topic, in the transaction that remembers it. */
export function createAuditHandlers(
  chain: AuditChain,
  clock: Clock,
  topic: string,
): EventHandlers {
  const record = async (event: CloudEvent, client: PoolClient) => {
    const added = await chain.append(entryOf(event, topic), client);
    if (!added || !CONFIRMED.has(event.type)) return;
    const { noteId, version } = event.data as {
      noteId: string;
      version: number;
    };
    const audited = createEvent({
      type: 'note.audited',
      subject: noteId,
      source: SOURCE,
      cause: event,
      time: clock.now(),
      data: { noteId, version, eventId: event.id, sequence: added.sequence },
    });
    await Outbox.add(client, TOPICS.notesEvents, audited);
  };
  const types = AUDITED_TYPES.filter(type => TOPIC_OF_TYPE[type] === topic);
  return Object.fromEntries(types.map(type => [type, record]));
}
