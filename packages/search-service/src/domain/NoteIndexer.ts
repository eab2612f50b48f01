import type { PoolClient } from 'pg';
import type { Generations } from '../data/Generations.ts';
import type { ReceivedNotes } from '../data/ReceivedNotes.ts';
import type { NoteChange } from './NoteChange.ts';
import type { Engine, SearchIndex } from './SearchIndex.ts';

export interface NoteIndexerOptions {
  readonly notes: ReceivedNotes;
  readonly generations: Generations;
  readonly indexes: ReadonlyMap<Engine, SearchIndex>;
}

/** Takes changes of notes into every generation that is open. */
export class NoteIndexer {
  readonly #options: NoteIndexerOptions;

  constructor(options: NoteIndexerOptions) {
    this.#options = options;
  }

  /** Afterwards the index has this version or a newer one. */
  async apply(change: NoteChange, client: PoolClient): Promise<void> {
    const { generations, indexes, notes } = this.#options;
    const open = await generations.holdOpen(client);
    if ((await notes.receive(change, client)) === 'known') return;

    for (const { engine, id } of open) {
      const index = indexes.get(engine);
      // The event waits for a replica that knows the engine of the live generation.
      if (!index) throw new Error(`this replica has no index in ${engine}`);
      await (change.state === 'active'
        ? index.put(id, [change], client)
        : index.remove(id, change.noteId, client));
    }
  }
}
