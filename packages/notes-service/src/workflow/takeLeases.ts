import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

export interface Lease {
  readonly noteId: string;
  readonly token: string;
}

/**
 * Takes some of the workflows that are due. Replicas that look at the same time skip each other's rows, and a lease
 * that its holder did not give back ends by itself, so a crash delays a workflow and never loses it.
 */
export async function takeLeases(
  pool: Pool,
  options: {
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
  },
): Promise<Lease[]> {
  const { leaseMs, limit, now } = options;
  const token = randomUUID();
  const { rows } = await pool.query<{ note_id: string }>(
    `UPDATE workflows SET lease_token = $1, lease_until = $2
      WHERE note_id IN (
        SELECT note_id FROM workflows
         WHERE state = 'running' AND run_at <= $3 AND (lease_until IS NULL OR lease_until <= $3)
         ORDER BY run_at LIMIT $4 FOR UPDATE SKIP LOCKED)
      RETURNING note_id`,
    [token, new Date(now.getTime() + leaseMs), now, limit],
  );
  return rows.map(row => ({ noteId: row.note_id, token }));
}
