import type { PoolClient } from 'pg';

/** The rows go now; the objects follow when the job has removed them from the store. */
export async function removeAttachmentsOf(
  client: PoolClient,
  noteId: string,
): Promise<void> {
  await client.query(
    `WITH removed AS (DELETE FROM attachments WHERE note_id = $1 RETURNING storage_key)
     INSERT INTO object_removals (storage_key) SELECT storage_key FROM removed
     ON CONFLICT DO NOTHING`,
    [noteId],
  );
}
