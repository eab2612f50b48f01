import type { Pool, PoolClient } from 'pg';

/** A pool, or the connection of a transaction that is open. */
export type Queryable = Pool | PoolClient;
