import type { PoolClient } from 'pg';
import type { KeyRow } from './ConfigReader.ts';

/** Keeps what is known about a key. Its type never changes. */
export async function saveKey(
  client: PoolClient,
  { description, key, schema, type }: KeyRow,
  at: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO config_keys (key, type, schema, description, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (key) DO UPDATE SET schema = excluded.schema, description = excluded.description`,
    [
      key,
      type,
      schema === undefined ? null : JSON.stringify(schema),
      description,
      at,
    ],
  );
}
