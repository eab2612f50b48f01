import { inTransaction } from '@notes/service-kit';
import type { Pool } from 'pg';
import type { WorkflowTimes } from '../../workflow/Workflow.ts';
import { applyEffects } from '../applyEffects.ts';
import { toEffects, type NoteCollections } from './NoteDocument.ts';

export interface MongoDebtsOptions {
  readonly collections: NoteCollections;
  readonly pool: Pool;
  readonly times: WorkflowTimes;
}

const GROUP = 'mongo-effects';
const BATCH = 100;

/**
 * Carries what writes in MongoDB owe to where it belongs: versions to their collection, effects to PostgreSQL, each
 * once and in order. It may be done by several replicas at the same time and again after a crash.
 */
export class MongoDebts {
  readonly #options: MongoDebtsOptions;

  constructor(options: MongoDebtsOptions) {
    this.#options = options;
  }

  /** Pays for every note that owes, and answers how many those were. */
  async payAll(): Promise<number> {
    const { notes } = this.#options.collections;
    let paid = 0;
    let last = '';
    for (;;) {
      const dirty = await notes
        .find({ dirty: true, _id: { $gt: last } }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      for (const { _id } of dirty) await this.payFor(_id);
      paid += dirty.length;
      last = dirty.at(-1)?._id ?? last;
      if (dirty.length < BATCH) return paid;
    }
  }

  /** Forgets what was done so long ago that nobody can be about to do it again. */
  async forgetPaid(): Promise<void> {
    await this.#options.pool.query(
      `DELETE FROM processed_events WHERE consumer_group = $1 AND processed_at < now() - interval '1 day'`,
      [GROUP],
    );
  }

  async payFor(noteId: string): Promise<void> {
    const { notes, versions } = this.#options.collections;
    const note = await notes.findOne({ _id: noteId, dirty: true });
    if (!note) return;
    for (const version of note.history) {
      // A version never changes, so writing it twice writes the same.
      const { _id, ...fields } = version;
      await versions.replaceOne({ _id }, fields, { upsert: true });
    }
    for (const effects of note.pending) await this.#apply(effects);
    if (note.state === 'purged') {
      await versions.deleteMany({ noteId });
      await notes.deleteOne({ _id: noteId, version: note.version });
      return;
    }
    // A write since then has another version and owes again; this condition leaves its debts alone.
    await notes.updateOne(
      { _id: noteId, version: note.version },
      { $set: { dirty: false, history: [], pending: [] } },
    );
  }

  /** The record that it was done is part of the same transaction; a second one waits here for the first. */
  async #apply(text: string): Promise<void> {
    const { pool, times } = this.#options;
    const effects = toEffects(text);
    await inTransaction(pool, async client => {
      const { rowCount } = await client.query(
        `INSERT INTO processed_events (consumer_group, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        [GROUP, `${effects.noteId}:${effects.version}`],
      );
      if (rowCount === 1) await applyEffects(client, effects, times);
    });
  }
}
