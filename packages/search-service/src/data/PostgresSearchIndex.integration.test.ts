import { after, before, describe } from 'node:test';
import { createLogger, inTransaction } from '@notes/service-kit';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { searchIndexContract } from '../testing/searchIndexContract.ts';
import { PostgresSearchIndex } from './PostgresSearchIndex.ts';
import { openTrigrams } from './trigrams.ts';

const logger = createLogger({
  name: 'test',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});

describe('the index in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: Pool;
  let index: PostgresSearchIndex;
  before(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 3 });
    // The last connections may still be closing when the database goes.
    pool.on('connect', client => client.on('error', () => undefined));
    pool.on('error', () => undefined);
    const typoTolerance = await openTrigrams(pool, logger, 'auto');
    index = new PostgresSearchIndex({
      pool,
      language: 'english',
      typoTolerance,
    });
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  searchIndexContract(() => ({
    index,
    write: work => inTransaction(pool, work),
  }));
});
