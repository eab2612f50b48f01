import { inTransaction } from '@notes/service-kit';
import type { Pool } from 'pg';
import { lockWorkflow } from './loadWorkflow.ts';
import { writeJournal } from './startWorkflow.ts';

/** Makes every open step of a running workflow due now. Asked twice it changes nothing more. */
export function hastenWorkflow(
  pool: Pool,
  noteId: string,
  now: Date,
): Promise<void> {
  return inTransaction(pool, async client => {
    const workflow = await lockWorkflow(client, noteId);
    if (workflow?.state !== 'running') return;
    const { rowCount } = await client.query(
      `UPDATE workflow_steps SET retry_at = $2 WHERE note_id = $1 AND state = 'requested' AND retry_at > $2`,
      [noteId, now],
    );
    if (rowCount === 0) return;
    await client.query('UPDATE workflows SET run_at = $2 WHERE note_id = $1', [
      noteId,
      now,
    ]);
    await writeJournal(client, { noteId, at: now, entry: 'retry asked for' });
  });
}
