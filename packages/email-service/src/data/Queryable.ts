import type { Pool } from 'pg';

/** A pool, or the client of a transaction. */
export type Queryable = Pick<Pool, 'query'>;
