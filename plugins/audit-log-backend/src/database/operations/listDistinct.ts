import type { Knex } from 'knex';
import { AUDIT_EVENTS_TABLE } from '../auditEventRow';

const MAX_VALUES = 500;

/**
 * Lists the different values of an indexed column by hopping from one to the
 * next, which costs one look into the index for each value. `DISTINCT` would
 * read every row.
 */
export async function listDistinct(
  knex: Knex,
  column: 'actor' | 'action',
): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { value: string }[] }>(
    `WITH RECURSIVE hops AS (
       (SELECT min(:column:) AS value FROM :table:)
       UNION ALL
       SELECT (SELECT min(:column:) FROM :table: WHERE :column: > hops.value)
       FROM hops WHERE hops.value IS NOT NULL
     )
     SELECT value FROM hops WHERE value IS NOT NULL LIMIT :limit`,
    { column, table: AUDIT_EVENTS_TABLE, limit: MAX_VALUES },
  );
  return rows.map(({ value }) => value);
}
