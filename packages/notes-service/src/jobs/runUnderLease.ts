import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

export interface LeaseOptions {
  readonly pool: Pool;
  readonly name: string;
  readonly now: Date;
  /** A holder that died keeps the others out for this long. */
  readonly leaseMs: number;
}

/** Does the work when no other replica does it, and answers whether it did. */
export async function runUnderLease(
  { leaseMs, name, now, pool }: LeaseOptions,
  work: () => Promise<void>,
): Promise<'done' | 'held elsewhere'> {
  const holder = randomUUID();
  const { rowCount } = await pool.query(
    `INSERT INTO job_leases (name, holder, until) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
      WHERE job_leases.until <= $4`,
    [name, holder, new Date(now.getTime() + leaseMs), now],
  );
  if (rowCount === 0) return 'held elsewhere';
  try {
    await work();
    return 'done';
  } finally {
    await pool.query('DELETE FROM job_leases WHERE name = $1 AND holder = $2', [
      name,
      holder,
    ]);
  }
}
