import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@notes/service-kit';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { noteWritten, startSearch } from '../testing/startSearch.ts';
import { openTrigrams } from './trigrams.ts';

const logger = createLogger({
  name: 'test',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});

describe('comparing words by their letters', () => {
  let database: TestDatabase;
  let pool: Pool;
  before(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 1 });
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  it('is off, with the reason, where the extension may not be installed', async () => {
    const role = `reader_${randomUUID().slice(0, 8)}`;
    await pool.query(`CREATE ROLE ${role}`);
    await pool.query(`SET ROLE ${role}`);
    const found = await openTrigrams(pool, logger, 'auto');
    await pool.query('RESET ROLE');
    await pool.query(`DROP ROLE ${role}`);
    assert.deepEqual(found, {
      enabled: false,
      reason: 'the extension pg_trgm is there, but may not be installed',
    });
  });

  it('is off, with the reason, where the server has no such extension', async () => {
    // Stands before the system catalog on the search path, as a server without contrib would answer.
    await pool.query(
      'CREATE TABLE pg_available_extensions (name text, installed_version text)',
    );
    await pool.query('SET search_path TO public, pg_catalog');
    const found = await openTrigrams(pool, logger, 'auto');
    await pool.query('SET search_path TO DEFAULT');
    await pool.query('DROP TABLE public.pg_available_extensions');
    assert.deepEqual(found, {
      enabled: false,
      reason: 'the server has no extension pg_trgm',
    });
  });

  it('is installed once, where it may be', async () => {
    assert.deepEqual(await openTrigrams(pool, logger, 'auto'), {
      enabled: true,
    });
    assert.deepEqual(await openTrigrams(pool, logger, 'auto'), {
      enabled: true,
    });
  });

  it('is not needed: the service finds exact words without it, and says so', async () => {
    const search = await startSearch({ SEARCH_TYPOS: 'off' });
    const ownerId = randomUUID();
    await search.publish(
      noteWritten('note.created', { ownerId, title: 'Groceries' }),
    );
    await search.handled(1);
    assert.equal((await search.find(ownerId, '?q=groceries')).items.length, 1);
    assert.deepEqual(await search.find(ownerId, '?q=grocreies'), {
      matching: 'exact',
      items: [],
    });
    const as = { subject: ownerId, permissions: ['search:read'] };
    const { body } = await search.request('/api/search/status', { as });
    assert.deepEqual((body as { typoTolerance: unknown }).typoTolerance, {
      enabled: false,
      reason: 'SEARCH_TYPOS is off',
    });
    await search.close();
  });
});
