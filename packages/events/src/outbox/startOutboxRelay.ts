import type { Pool } from 'pg';
import type { EventBus } from '../EventBus.ts';
import { measuredGauge } from '../metrics.ts';
import type { LifecyclePart, Logger, Metrics } from '../parts.ts';
import { OutboxRelay } from './OutboxRelay.ts';

export interface StartOutboxRelayOptions {
  readonly pool: Pool;
  readonly bus: EventBus;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly lifecycle: LifecyclePart;
  readonly pollMs?: number;
}

/** Starts to publish the outbox, shows how much waits, and stops before the bus and the pool close. */
export function startOutboxRelay(
  options: StartOutboxRelayOptions,
): OutboxRelay {
  const { pool, metrics, lifecycle } = options;
  measuredGauge(metrics.registry, {
    name: 'outbox_pending_messages',
    help: 'Events that wait to be published.',
    measure: async () => {
      const { rows } = await pool.query<{ pending: number }>(
        'SELECT count(*)::int AS pending FROM outbox',
      );
      return rows[0]?.pending ?? 0;
    },
  });
  const relay = new OutboxRelay(options);
  relay.start();
  lifecycle.onClose('outbox relay', () => relay.stop());
  return relay;
}
