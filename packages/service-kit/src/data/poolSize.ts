import type { Client } from 'pg';

interface Limits {
  readonly server: number;
  readonly role: number;
  readonly database: number;
}

const NO_LIMIT = -1;

/**
 * Several services and replicas share one server: a pool takes at most its share of what the server, the
 * database and the role allow, so that none of them is locked out.
 */
export async function poolSizeFor(
  client: Client,
  wished: { readonly size: number; readonly share: number },
): Promise<number> {
  const { rows } = await client.query<Limits>(`
    SELECT current_setting('max_connections')::int
           - current_setting('superuser_reserved_connections')::int
           - coalesce(current_setting('reserved_connections', true), '0')::int AS server,
           (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS role,
           (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS database`);
  const [limits] = rows;
  if (!limits) return wished.size;
  const allowed = Object.values(limits).filter(one => one !== NO_LIMIT);
  const share = Math.floor(Math.min(...(allowed as number[])) * wished.share);
  return Math.max(1, Math.min(wished.size, share));
}
