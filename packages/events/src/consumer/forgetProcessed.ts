import type { Pool } from 'pg';
import type { Logger } from '../parts.ts';

/** Longer than any bus keeps a message, so that nothing is forgotten that may still be delivered. */
const KEEP_DAYS = 30;
const EVERY_MS = 6 * 3_600_000;

/** Keeps the record of handled events from growing for ever. Answers how to stop. */
export function forgetProcessed(
  pool: Pool,
  group: string,
  logger: Logger,
): () => void {
  const timer = setInterval(() => {
    pool.query(FORGET, [group, KEEP_DAYS]).catch((error: unknown) => {
      logger.warn({ err: error, group }, 'old events could not be forgotten');
    });
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

const FORGET = `
  DELETE FROM processed_events
   WHERE consumer_group = $1 AND processed_at < now() - make_interval(days => $2)`;
