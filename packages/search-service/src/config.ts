import {
  commonSettings,
  databaseSettings,
  defineConfig,
  milliseconds,
  port,
  urlLike,
} from '@notes/service-kit';
import { busSettings } from '@notes/events';
import { z } from 'zod';

export const settings = {
  ...commonSettings,
  ...databaseSettings,
  ...busSettings,
  PORT: port().default(4003).describe('Port to listen on'),
  ELASTICSEARCH_URL: urlLike('http://127.0.0.1:9200', 'https://search.example')
    .optional()
    .describe('Keeps the index in Elasticsearch or OpenSearch instead'),
  ELASTICSEARCH_USERNAME: z.string().min(1).optional(),
  ELASTICSEARCH_PASSWORD: z.string().min(1).optional(),
  ELASTICSEARCH_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected a name such as notes')
    .default('notes')
    .describe('Beginning of the names of indexes in Elasticsearch'),
  SEARCH_LANGUAGE: z
    .string()
    .regex(/^[a-z]{1,40}$/, 'expected a text search configuration: english')
    .default('english')
    .describe('Whose words are stemmed; a change needs a rebuild'),
  SEARCH_TYPOS: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('Whether pg_trgm is used where PostgreSQL has it'),
  REBUILD_INTERVAL_MS: milliseconds()
    .default(5_000)
    .describe('How often a rebuild is looked for that nobody carries on'),
};

export const config = defineConfig({
  settings,
  *rules(values) {
    if (!values.KAFKA_BROKERS && !values.BUS_DATABASE_URL) {
      yield ['BUS_DATABASE_URL', 'required without KAFKA_BROKERS'];
    }
    const { ELASTICSEARCH_PASSWORD, ELASTICSEARCH_USERNAME } = values;
    if (
      (ELASTICSEARCH_PASSWORD === undefined) !==
      (ELASTICSEARCH_USERNAME === undefined)
    ) {
      yield [
        'ELASTICSEARCH_PASSWORD',
        'ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD are set together or not at all',
      ];
    }
  },
});

export type Config = ReturnType<typeof config.load>;
