import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { vectorExpression } from '../data/ownedWords.ts';
import { createStatements } from '../data/postgresDocuments.ts';

const OWNERS = 100;
const WORDS =
  'river lamp harvest window garden silver market engine letter winter copper signal orchard bridge velvet meadow anchor thunder compass lantern';

/** Fills a generation with notes of many owners, of whom one has a tenth, as `put` would write them; answers the others. */
export async function seedIndex(
  pool: Pool,
  generation: number,
  { count, first }: { readonly count: number; readonly first: string },
): Promise<readonly string[]> {
  const others = Array.from({ length: OWNERS - 1 }, () => randomUUID());
  // An index that is made at the end is made in a tenth of the time.
  await pool.query(`DROP INDEX documents_${generation}_search`);
  await pool.query(
    `INSERT INTO documents_${generation} (note_id, owner_id, version, title, content, tags, names, changed_at, search)
     SELECT gen_random_uuid(), owner_id, 1, title, content, tags, lower(title || ' ' || array_to_string(tags, ' ')),
            timestamptz '2026-01-01' + n * interval '1 second', ${vectorExpression("'english'", 10_000)}
       FROM (SELECT n, CASE WHEN n % 10 = 0 THEN $1 ELSE ($2::text[])[1 + n % ${OWNERS - 1}] END AS owner_id,
                    w[1 + n % 20] || ' ' || w[1 + n / 20 % 20] || ' number' || n AS title,
                    ARRAY['common', 'tag' || n % 500] AS tags,
                    (SELECT string_agg(w[1 + (n * i + i * i) % 20] || ' word' || (n * i) % 5000, ' ') FROM generate_series(1, 25) AS i) AS content
               FROM generate_series(1, $3::int) AS n, (SELECT string_to_array($4, ' ') AS w) AS words) AS notes,
            LATERAL (SELECT left(encode(sha256(owner_id::bytea), 'hex'), 8) AS owner_key) AS keys`,
    [first, others, count, WORDS],
  );
  for (const statement of createStatements(generation, true))
    await pool.query(statement);
  await pool.query(`VACUUM ANALYZE documents_${generation}`);
  return others;
}
