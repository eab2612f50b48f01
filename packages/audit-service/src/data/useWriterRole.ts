import type { Logger } from '@notes/service-kit';
import type { Pool } from 'pg';

export const WRITER_ROLE = 'notes_audit_writer';

/**
 * Gives up the rights of the owner on every connection, where the server lets us. A mistake in this service can then
 * not change a record, whatever statement it makes.
 */
export async function useWriterRole(pool: Pool, logger: Logger): Promise<void> {
  const { rows } = await pool.query<{ may: boolean }>(
    `SELECT pg_has_role(oid, 'MEMBER') AS may FROM pg_roles WHERE rolname = $1`,
    [WRITER_ROLE],
  );
  if (rows[0]?.may !== true) {
    logger.warn(
      `the role ${WRITER_ROLE} cannot be used, only triggers refuse changes of records`,
    );
    return;
  }
  pool.on('connect', client => {
    // It comes before whatever the connection is taken for.
    client.query(`SET ROLE ${WRITER_ROLE}`).catch((error: unknown) => {
      logger.error({ err: error }, `the role ${WRITER_ROLE} could not be taken`);
    });
  });
  // The connection that asked is the owner's; a pool without others forgets it.
  const client = await pool.connect();
  await client.query(`SET ROLE ${WRITER_ROLE}`);
  client.release();
}
