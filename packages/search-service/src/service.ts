import {
  GROUPS,
  openEventBus,
  startConsumer,
  startOutboxRelay,
  TOPICS,
} from '@notes/events';
import { defineService, openDatabase } from '@notes/service-kit';
import { config, type Config } from './config.ts';
import { Generations } from './data/Generations.ts';
import { openIndexes } from './data/openIndexes.ts';
import { Rebuilder } from './data/Rebuilder.ts';
import { ReceivedNotes } from './data/ReceivedNotes.ts';
import { startRebuilds } from './data/startRebuilds.ts';
import { NoteIndexer } from './domain/NoteIndexer.ts';
import { NoteSearch } from './domain/NoteSearch.ts';
import { createSearchHandlers } from './events/createSearchHandlers.ts';
import { measureIndexing } from './events/measureIndexing.ts';
import { indexHandlers } from './routes/indexHandlers.ts';
import { searchHandlers } from './routes/searchHandlers.ts';

const NAME = 'search-service';

/** What the service is made of, outermost last; closing goes the other way round. */
export const service = defineService<Config>({
  name: NAME,
  config,
  openapi: new URL('../openapi.yaml', import.meta.url),
  async create(parts) {
    const { clock, config: values, metrics } = parts;
    const migrations = new URL('../migrations/', import.meta.url);
    const pool = await openDatabase({ ...parts, migrations });
    const generations = new Generations(pool);
    const notes = new ReceivedNotes(pool);
    const { engine, indexes } = await openIndexes(parts, pool);
    const index = { pool, generations, notes, indexes, engine, clock };
    const rebuilder = new Rebuilder({ ...parts, ...index });
    const everyMs = values.REBUILD_INTERVAL_MS;
    const rebuilds = await startRebuilds({
      ...parts,
      ...index,
      rebuilder,
      everyMs,
    });

    const bus = await openEventBus({ ...parts, service: NAME });
    startOutboxRelay({ ...parts, pool, bus });
    const consumed = { topic: TOPICS.notesEvents, group: GROUPS.search };
    await startConsumer({
      ...parts,
      ...consumed,
      bus,
      pool,
      handlers: createSearchHandlers({
        indexer: new NoteIndexer(index),
        clock,
        onIndexed: measureIndexing(metrics.registry),
      }),
    });
    return {
      handlers: {
        ...searchHandlers(new NoteSearch(index)),
        ...indexHandlers({
          ...index,
          rebuilder,
          lag: () => bus.lag(consumed.topic, consumed.group),
          hasten: () => {
            rebuilds.hasten();
          },
        }),
      },
    };
  },
});
