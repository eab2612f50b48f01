import {
  createEvent,
  Outbox,
  TOPICS,
  type EventHandlers,
  type NoteCreated,
  type NoteUpdated,
} from '@notes/events';
import type { Clock } from '@notes/service-kit';
import type { PoolClient } from 'pg';
import { withoutWords, type NoteChange } from '../domain/NoteChange.ts';
import type { NoteIndexer } from '../domain/NoteIndexer.ts';

export interface SearchHandlersOptions {
  readonly indexer: NoteIndexer;
  readonly clock: Clock;
  /** Told how long after the change the index knew of it. */
  readonly onIndexed: (seconds: number) => void;
}

const SOURCE = '/services/search-service';

/** What each event does to the index, in the transaction that remembers the event. */
export function createSearchHandlers(
  options: SearchHandlersOptions,
): EventHandlers {
  const { clock, indexer, onIndexed } = options;
  const apply = async (change: NoteChange, client: PoolClient) => {
    await indexer.apply(change, client);
    onIndexed((clock.now().getTime() - change.changedAt.getTime()) / 1_000);
  };
  const write = async (
    event: NoteCreated | NoteUpdated,
    client: PoolClient,
  ) => {
    const { noteId, ownerId, version } = event.data;
    const changedAt = new Date(event.data.occurredAt);
    await apply({ ...event.data, changedAt, state: 'active' }, client);
    const indexed = createEvent({
      type: 'note.indexed',
      subject: noteId,
      source: SOURCE,
      cause: event,
      time: clock.now(),
      data: { noteId, ownerId, version },
    });
    await Outbox.add(client, TOPICS.notesEvents, indexed);
  };

  return {
    'note.created': write,
    'note.updated': write,
    'note.deleted': ({ data }, client) => {
      const changedAt = new Date(data.occurredAt);
      const state = data.purged ? 'purged' : 'deleted';
      return apply(withoutWords({ ...data, changedAt }, state), client);
    },
    'note.quarantined': ({ data, time }, client) => {
      const changedAt = new Date(time);
      return apply(withoutWords({ ...data, changedAt }, 'hidden'), client);
    },
  };
}
