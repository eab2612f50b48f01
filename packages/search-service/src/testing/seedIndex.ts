import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

const OWNERS = 100;
const WORDS =
  'river lamp harvest window garden silver market engine letter winter copper signal orchard bridge velvet meadow anchor thunder compass lantern';

/** Fills a generation with notes of many owners, of whom one has a tenth, as `put` would write them. */
export async function seedIndex(
  pool: Pool,
  generation: number,
  { count, first }: { readonly count: number; readonly first: string },
): Promise<void> {
  const others = Array.from({ length: OWNERS - 1 }, () => randomUUID());
  await pool.query(
    `INSERT INTO documents_${generation} (note_id, owner_id, version, title, content, tags, names, changed_at, search)
     SELECT gen_random_uuid(), owner, 1, title, content, tags, lower(title || ' ' || array_to_string(tags, ' ')),
            timestamptz '2026-01-01' + n * interval '1 second',
            array_to_tsvector(ARRAY['owner ' || owner])
              || setweight(to_tsvector('english', title) || to_tsvector('simple', title), 'A')
              || setweight(to_tsvector('simple', array_to_string(tags, ' ')), 'B')
              || setweight(to_tsvector('english', content) || to_tsvector('simple', content), 'C')
       FROM (SELECT n, CASE WHEN n % 10 = 0 THEN $1 ELSE ($2::text[])[1 + n % ${OWNERS - 1}] END AS owner,
                    w[1 + n % 20] || ' ' || w[1 + n / 20 % 20] || ' number' || n AS title,
                    ARRAY['common', 'tag' || n % 500] AS tags,
                    (SELECT string_agg(w[1 + (n * i + i * i) % 20] || ' word' || (n * i) % 5000, ' ') FROM generate_series(1, 60) AS i) AS content
               FROM generate_series(1, $3::int) AS n, (SELECT string_to_array($4, ' ') AS w) AS words) AS notes`,
    [first, others, count, WORDS],
  );
  await pool.query(`VACUUM ANALYZE documents_${generation}`);
}
