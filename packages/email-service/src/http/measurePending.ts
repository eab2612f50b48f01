import { measuredGauge } from '@notes/events';
import type { Metrics } from '@notes/service-kit';
import type { Pool } from 'pg';

/** What is in the queue of SQS, or put aside there, is counted by SQS. */
const PENDING = `
  SELECT (SELECT count(*) FROM deliveries WHERE state = 'pending')
       + (SELECT count(*) FROM queue_messages) AS pending`;

/** Shows what was asked for and is not settled, also while it waits for the lease of a process that died. */
export function measurePending({ registry }: Metrics, pool: Pool): void {
  measuredGauge(registry, {
    name: 'email_deliveries_pending',
    help: 'Deliveries that wait to be sent.',
    measure: async () => {
      const { rows } = await pool.query<{ pending: string }>(PENDING);
      return Number(rows[0]?.pending ?? 0);
    },
  });
}
