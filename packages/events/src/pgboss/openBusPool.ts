import { Pool } from 'pg';
import type { Logger } from '../parts.ts';

/** Connections to the database of the bus. None of them may end the process when it breaks. */
export function openBusPool(options: {
  readonly url: string;
  readonly logger: Logger;
  readonly poolSize: number;
}): Pool {
  const { logger, poolSize, url } = options;
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'notes-bus',
    statement_timeout: 30_000,
  });
  pool.on('error', error => {
    logger.warn({ err: error }, 'idle bus connection broke');
  });
  // The pool takes its own listener away when it hands a connection over. The end of a server may arrive right
  // behind an answer, before whoever waited for the connection has put a listener there.
  pool.on('connect', client => {
    client.on('error', error => {
      logger.debug({ err: error }, 'bus connection broke');
    });
  });
  return pool;
}
