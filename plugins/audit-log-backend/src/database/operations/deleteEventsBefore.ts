import type { Knex } from 'knex';
import { AUDIT_EVENTS_TABLE } from '../auditEventRow';

const BATCH_SIZE = 5000;

/** Removes old events in batches, so that no lock is held for long. */
export async function deleteEventsBefore(
  knex: Knex,
  time: Date,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const batch = await knex(AUDIT_EVENTS_TABLE)
      .whereIn(
        'id',
        knex(AUDIT_EVENTS_TABLE)
          .select('id')
          .where('occurred_at', '<', time)
          .limit(BATCH_SIZE),
      )
      .delete();
    removed += batch;
    if (batch < BATCH_SIZE) {
      return removed;
    }
  }
}
