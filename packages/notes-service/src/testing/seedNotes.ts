import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

const OWNERS = 100;

/** Fills the store with notes of many owners, of whom one has a tenth. */
export async function seedNotes(
  pool: Pool,
  count: number,
  first: string,
): Promise<void> {
  const others = Array.from({ length: OWNERS - 1 }, () => randomUUID());
  await pool.query(
    `INSERT INTO notes (id, owner_id, version, state, title, content, tags, created_at, updated_at, deleted_at)
     SELECT gen_random_uuid(), CASE WHEN n % 10 = 0 THEN $1 ELSE ($2::text[])[1 + n % ${OWNERS - 1}] END,
            1, CASE WHEN n % 50 = 0 THEN 'deleted' ELSE 'active' END, 'Note ' || n, repeat('word ', 100), jsonb_build_array('common', 'tag ' || n % 500),
            moment, moment,
            CASE WHEN n % 50 = 0 THEN moment END
       FROM generate_series(1, $3::int) AS n, LATERAL (SELECT timestamptz '2026-01-01' + n * interval '1 second') AS at (moment)`,
    [first, others, count],
  );
  await pool.query(
    `INSERT INTO note_tags (note_id, owner_id, state, tag, created_at)
     SELECT id, owner_id, state, jsonb_array_elements_text(tags), created_at FROM notes`,
  );
  await pool.query(
    `INSERT INTO note_versions (note_id, version, change, title, content, tags, created_at)
     SELECT id, 1, 'created', title, content, tags, created_at FROM notes`,
  );
  await pool.query('VACUUM ANALYZE notes, note_tags, note_versions');
}
