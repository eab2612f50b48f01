import {
  createEvent,
  Outbox,
  TOPIC_OF_TYPE,
  TOPICS,
  type CloudEvent,
  type StartConsumerOptions,
} from '@notes/events';
import type { Clock } from '@notes/service-kit';
import type { AuditChain } from '../data/AuditChain.ts';
import type { AuditRecord } from '../domain/AuditRecord.ts';
import { AUDITED_TYPES, entryOf } from '../domain/entryOf.ts';

type EventBatch = NonNullable<StartConsumerOptions['batch']>;

const SOURCE = '/services/audit-service';
/** The changes of notes whose services wait to hear that they are on record. */
const CONFIRMED = new Set([
  ...['note.created', 'note.updated', 'note.deleted', 'note.quarantined'],
]);

/** Records every event of a topic, in the transaction that remembers it. */
export function createAuditBatch(
  chain: AuditChain,
  clock: Clock,
  topic: string,
): EventBatch {
  return {
    types: AUDITED_TYPES.filter(type => TOPIC_OF_TYPE[type] === topic),
    handle: async (events, client) => {
      const entries = events.map(({ event }) => entryOf(event, topic));
      const added = await chain.append(entries, client);
      const recordOf = new Map(added.map(one => [one.eventId, one]));
      const confirmations = events.flatMap(({ event, inTrace }) => {
        const record = recordOf.get(event.id);
        return record && CONFIRMED.has(event.type)
          ? [inTrace(() => confirmationOf(event, record, clock))]
          : [];
      });
      await Outbox.add(client, TOPICS.notesEvents, ...confirmations);
    },
  };
}

function confirmationOf(
  event: CloudEvent,
  { sequence }: AuditRecord,
  clock: Clock,
): CloudEvent {
  const { noteId, version } = event.data as { noteId: string; version: number };
  return createEvent({
    type: 'note.audited',
    subject: noteId,
    source: SOURCE,
    cause: event,
    time: clock.now(),
    data: { noteId, version, eventId: event.id, sequence },
  });
}
