import type { Clock, Lifecycle, Logger } from '@notes/service-kit';
import type { Pool } from 'pg';
import { sweep } from './sweep.ts';

const EVERY_MS = 60 * 60 * 1_000;

interface SweeperOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
}

/** Sweeps once an hour. Replicas may do it at the same time: deleting twice deletes once. */
export function startSweeper({
  clock,
  lifecycle,
  logger,
  pool,
}: SweeperOptions): void {
  const timer = setInterval(() => {
    sweep(pool, clock.now()).catch((error: unknown) => {
      logger.warn({ err: error }, 'old sessions could not be removed');
    });
  }, EVERY_MS);
  timer.unref();
  lifecycle.onClose('sweeper', () => {
    clearInterval(timer);
  });
}
