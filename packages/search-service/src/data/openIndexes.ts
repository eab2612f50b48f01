import { createHttpClient, type Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import type { Engine, SearchIndex } from '../domain/SearchIndex.ts';
import { ElasticsearchIndex } from './ElasticsearchIndex.ts';
import { PostgresSearchIndex } from './PostgresSearchIndex.ts';
import { openTrigrams } from './trigrams.ts';

export interface OpenedIndexes {
  readonly indexes: ReadonlyMap<Engine, SearchIndex>;
  /** Where the next generation is made. */
  readonly engine: Engine;
}

const TIMEOUT_MS = 5_000;

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
  if (!config.ELASTICSEARCH_URL) return { indexes, engine: postgres.engine };

  const elasticsearch = openElasticsearch(parts, config.ELASTICSEARCH_URL);
  return {
    indexes: indexes.set(elasticsearch.engine, elasticsearch),
    engine: elasticsearch.engine,
  };
}

function openElasticsearch(
  { config, lifecycle, readiness }: Parts<Config>,
  baseUrl: string,
): ElasticsearchIndex {
  const name = 'elasticsearch';
  const client = createHttpClient({ name, baseUrl, timeoutMs: TIMEOUT_MS });
  const { ELASTICSEARCH_PASSWORD: password, ELASTICSEARCH_USERNAME: user } =
    config;
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  const index = new ElasticsearchIndex({
    client,
    prefix: config.ELASTICSEARCH_PREFIX,
    language: config.SEARCH_LANGUAGE,
    ...(user === undefined
      ? {}
      : { headers: { authorization: `Basic ${basic}` } }),
  });
  lifecycle.onClose(name, () => client.close());
  readiness.add({ name, required: false, check: () => index.check() });
  return index;
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
