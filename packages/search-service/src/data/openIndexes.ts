import type { Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import type { Engine, SearchIndex } from '../domain/SearchIndex.ts';
import { PostgresSearchIndex } from './PostgresSearchIndex.ts';
import { openTrigrams } from './trigrams.ts';

export interface OpenedIndexes {
  readonly indexes: ReadonlyMap<Engine, SearchIndex>;
  /** Where the next generation is made. */
  readonly engine: Engine;
}

/** PostgreSQL is always there: it answers until a first generation in Elasticsearch is full. */
export async function openIndexes(
  parts: Parts<Config>,
  pool: Pool,
): Promise<OpenedIndexes> {
  const { config, logger } = parts;
  await checkLanguage(pool, config.SEARCH_LANGUAGE);
  const postgres = new PostgresSearchIndex({
    pool,
    language: config.SEARCH_LANGUAGE,
    typoTolerance: await openTrigrams(pool, logger, config.SEARCH_TYPOS),
  });
  const indexes = new Map<Engine, SearchIndex>([[postgres.engine, postgres]]);
  return { indexes, engine: 'postgresql' };
}

async function checkLanguage(pool: Pool, language: string): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    'SELECT cfgname AS name FROM pg_ts_config ORDER BY cfgname',
  );
  const names = rows.map(row => row.name);
  if (names.includes(language)) return;
  throw new Error(
    `SEARCH_LANGUAGE: "${language}" is no text search configuration of this server; it has ${names.join(', ')}`,
  );
}
