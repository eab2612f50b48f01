import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '@notes/service-kit';
import type { Engine, SearchIndex } from '../domain/SearchIndex.ts';
import type { Generation, Generations } from './Generations.ts';
import { FIRST_NOTE, type ReceivedNotes } from './ReceivedNotes.ts';

export interface RebuilderOptions {
  readonly pool: Pool;
  readonly generations: Generations;
  readonly notes: ReceivedNotes;
  readonly indexes: ReadonlyMap<Engine, SearchIndex>;
  /** Where new generations are made. */
  readonly engine: Engine;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly batchSize?: number;
  /** For tests that look at what happens in between. */
  readonly onBatch?: () => Promise<void>;
}

const REBUILD_LOCK = 7_239_102;

/**
 * Fills a new generation while the old one answers. How far it is stands in the database, so that another replica
 * carries on where one has died.
 */
export class Rebuilder {
  readonly #options: RebuilderOptions;
  #stopping = false;

  constructor(options: RebuilderOptions) {
    this.#options = options;
  }

  /** Begins a rebuild; asked again while one is under way it answers that one. */
  async begin(): Promise<Generation> {
    const { clock, engine, generations } = this.#options;
    const running = await generations.building();
    if (running) return running;

    const id = await generations.nextId();
    const index = this.#indexOf(engine);
    // Before anyone knows of it: the first change may come at once.
    await index.create(id);
    const opened = await generations.add(id, engine, clock.now());
    if (opened) return opened;
    await index.drop(id);
    return (await generations.building()) ?? this.begin();
  }

  /** Carries on with the rebuild that is under way, unless another replica does. */
  async carryOn(): Promise<'done' | 'nothing to do' | 'elsewhere'> {
    const client = await this.#options.pool.connect();
    let broken = false;
    try {
      if (!(await tryLock(client))) return 'elsewhere';
      const outcome = await this.#fill();
      await this.#dropRetired();
      await client.query('SELECT pg_advisory_unlock($1)', [REBUILD_LOCK]);
      return outcome;
    } catch (error) {
      // The lock goes with the connection.
      broken = true;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Ends after the batch in hand. */
  stop(): void {
    this.#stopping = true;
  }

  async #fill(): Promise<'done' | 'nothing to do'> {
    const { clock, generations, logger } = this.#options;
    const building = await generations.building();
    if (!building) return 'nothing to do';

    const index = this.#indexOf(building.engine);
    await index.create(building.id);
    let from: string | undefined = building.copiedTo ?? FIRST_NOTE;
    while (from !== undefined) {
      if (this.#stopping) return 'nothing to do';
      from = await this.#copyBatch(building.id, index, from);
      await this.#options.onBatch?.();
    }
    await index.prepare(building.id);
    await generations.switchTo(building.id, clock.now());
    logger.info({ generation: building.id }, 'a new index answers');
    return 'done';
  }

  #copyBatch(
    id: number,
    index: SearchIndex,
    from: string,
  ): Promise<string | undefined> {
    const { batchSize = 500, generations, notes, pool } = this.#options;
    return inTransaction(pool, async client => {
      const batch = await notes.copyAfter(from, batchSize, client);
      await index.put(id, batch.active, client);
      const copied = { to: batch.last, count: batch.count };
      await generations.markCopied(client, id, copied);
      return batch.last;
    });
  }

  async #dropRetired(): Promise<void> {
    for (const { engine, id } of await this.#options.generations.retired()) {
      const index = this.#options.indexes.get(engine);
      // Another replica, which still knows that engine, will drop it.
      if (!index) continue;
      await index.drop(id);
      await this.#options.generations.markDropped(id);
    }
  }

  #indexOf(engine: Engine): SearchIndex {
    const index = this.#options.indexes.get(engine);
    if (!index) throw new Error(`this replica has no index in ${engine}`);
    return index;
  }
}

async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS held',
    [REBUILD_LOCK],
  );
  return rows[0]?.held === true;
}
