import type { Logger } from '@notes/service-kit';
import type { ClientBase, Pool } from 'pg';

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
  // The pool waits for this before it hands the connection out, and gives the connection up when it fails.
  const onConnect = async (client: ClientBase): Promise<void> => {
    await client.query(`SET ROLE ${WRITER_ROLE}`);
  };
  Object.assign(pool.options, { onConnect });
  // The connection that asked is still the owner's.
  const client = await pool.connect();
  await client.query(`SET ROLE ${WRITER_ROLE}`);
  client.release();
}
