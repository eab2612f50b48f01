import type { Pool, PoolClient } from 'pg';
import {
  DEFAULT_ENVIRONMENT,
  type Entry,
  type Json,
  type Layer,
  type Resolved,
  type ValueType,
} from '../domain/Layer.ts';
import { resolve, type Layers } from '../domain/resolve.ts';

export interface KeyRow {
  readonly key: string;
  readonly type: ValueType;
  readonly schema: Json | undefined;
  readonly description: string;
}

export interface Snapshot {
  readonly environment: string;
  /** The last version that changed the environment or what it inherits; 0 before the first. */
  readonly version: number;
  readonly layers: Layers;
  readonly resolved: Resolved;
}

interface EntryRow {
  environment: string;
  key: string | null;
  state: 'set' | 'hide' | 'inherit';
  value: string | null;
  version: number;
  head: number;
}

/** One statement, so that version and entries belong together whatever is written meanwhile. */
const NOW = `
  WITH head AS (
    SELECT coalesce(max(version), 0) AS head FROM config_versions WHERE environment = ANY($1)
  )
  SELECT entry.environment, entry.key, entry.state, entry.value, entry.version, head.head
    FROM head LEFT JOIN config_entries AS entry ON entry.environment = ANY($1)`;

const THEN = `
  WITH head AS (
    SELECT coalesce(max(version), 0) AS head FROM config_versions WHERE environment = ANY($1) AND version <= $2
  )
  SELECT entry.environment, entry.key, entry.state, entry.value, entry.version, head.head
    FROM head LEFT JOIN (
      SELECT DISTINCT ON (environment, key) environment, key, state, value, version
        FROM config_changes
       WHERE environment = ANY($1) AND version <= $2
       ORDER BY environment, key, version DESC
    ) AS entry ON true`;

/** Reads configurations, over the pool or within a transaction. */
export class ConfigReader {
  readonly #database: Pick<Pool | PoolClient, 'query'>;

  constructor(database: Pick<Pool | PoolClient, 'query'>) {
    this.#database = database;
  }

  /** The environment now, or as it was right after a version. */
  async snapshot(environment: string, at?: number): Promise<Snapshot> {
    const chain = [...new Set([environment, DEFAULT_ENVIRONMENT])];
    const { rows } = await this.#database.query<EntryRow>(
      at === undefined ? NOW : THEN,
      at === undefined ? [chain] : [chain, at],
    );
    const layers = {
      environment,
      own: layerOf(rows, environment),
      inherited:
        environment === DEFAULT_ENVIRONMENT
          ? new Map<string, Entry>()
          : layerOf(rows, DEFAULT_ENVIRONMENT),
    };
    const version = rows[0]?.head ?? 0;
    return { environment, version, layers, resolved: resolve(layers) };
  }

  /** The keys that versions after one have touched, in the environment or in what it inherits. */
  async changedSince(environment: string, version: number): Promise<string[]> {
    const { rows } = await this.#database.query<{ key: string }>(
      `SELECT DISTINCT key FROM config_changes
        WHERE environment = ANY($1) AND version > $2 ORDER BY key`,
      [[environment, DEFAULT_ENVIRONMENT], version],
    );
    return rows.map(({ key }) => key);
  }

  async key(key: string): Promise<KeyRow | undefined> {
    const [row] = await this.#keys('WHERE key = $1', [key]);
    return row;
  }

  /** One page of keys in their order, after the last one of the page before. */
  keys(after: string, limit: number): Promise<KeyRow[]> {
    return this.#keys('WHERE key > $1 ORDER BY key LIMIT $2', [after, limit]);
  }

  /** Where each key has a value of its own. */
  async environmentsOf(
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, string[]>> {
    const { rows } = await this.#database.query<{
      key: string;
      environments: string[];
    }>(
      `SELECT key, array_agg(environment ORDER BY environment) AS environments
         FROM config_entries WHERE key = ANY($1) AND state = 'set' GROUP BY key`,
      [keys],
    );
    return new Map(rows.map(row => [row.key, row.environments]));
  }

  /** The values that a key has, by environment. */
  async valuesOf(key: string): Promise<[environment: string, value: Json][]> {
    const { rows } = await this.#database.query<{
      environment: string;
      value: string;
    }>(
      `SELECT environment, value FROM config_entries
        WHERE key = $1 AND state = 'set' ORDER BY environment`,
      [key],
    );
    return rows.map(row => [row.environment, JSON.parse(row.value) as Json]);
  }

  /** The last version of each environment. */
  async versions(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#database.query<{
      environment: string;
      version: number;
    }>(
      'SELECT environment, max(version) AS version FROM config_versions GROUP BY environment',
    );
    return new Map(rows.map(row => [row.environment, row.version]));
  }

  async #keys(where: string, values: unknown[]): Promise<KeyRow[]> {
    const { rows } = await this.#database.query<{
      key: string;
      type: ValueType;
      schema: string | null;
      description: string;
    }>(
      `SELECT key, type, schema, description FROM config_keys ${where}`,
      values,
    );
    return rows.map(({ schema, ...row }) => ({
      ...row,
      schema: schema === null ? undefined : (JSON.parse(schema) as Json),
    }));
  }
}

function layerOf(rows: readonly EntryRow[], environment: string): Layer {
  const entries = new Map<string, Entry>();
  for (const row of rows) {
    if (row.environment !== environment || row.key === null) continue;
    const { key, state, value, version } = row;
    if (state === 'set' && value !== null) {
      entries.set(key, { state, value: JSON.parse(value) as Json, version });
    }
    if (state === 'hide') entries.set(key, { state, version });
  }
  return entries;
}
