import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createHttpClient, type HttpClient } from '@notes/service-kit';
import { waitFor } from '@notes/service-kit/testing';
import type { PoolClient } from 'pg';
import { searchIndexContract } from '../testing/searchIndexContract.ts';
import {
  startOpenSearch,
  withoutOpenSearch,
  type OpenSearch,
} from '../testing/startOpenSearch.ts';
import {
  noteDeleted,
  noteWritten,
  startSearch,
} from '../testing/startSearch.ts';
import { ElasticsearchIndex } from './ElasticsearchIndex.ts';

describe(
  'the index in Elasticsearch or OpenSearch',
  { skip: withoutOpenSearch() },
  () => {
    let server: OpenSearch;
    let client: HttpClient;
    let index: ElasticsearchIndex;
    before(async () => {
      server = await startOpenSearch();
      client = createHttpClient({
        name: 'opensearch',
        baseUrl: server.url,
        timeoutMs: 20_000,
      });
      index = new ElasticsearchIndex({
        client,
        prefix: `test-${randomUUID().slice(0, 8)}`,
        language: 'english',
      });
    });
    after(async () => {
      await client.close();
      await server.stop();
    });

    // This index takes no part in transactions.
    searchIndexContract(() => ({
      index,
      write: work => work(undefined as unknown as PoolClient),
    }));

    it('serves the whole service, which says so', async t => {
      const prefix = `whole-${randomUUID().slice(0, 8)}`;
      const search = await startSearch({
        ELASTICSEARCH_URL: server.url,
        ELASTICSEARCH_PREFIX: prefix,
      });
      t.after(() => search.close());
      const ownerId = randomUUID();
      const noteId = randomUUID();
      await search.publish(
        noteWritten('note.created', { ownerId, title: 'Groceries' }),
        noteWritten('note.created', { ownerId, noteId, title: 'Going' }),
      );
      await search.handled(2);
      assert.equal(
        (await search.find(ownerId, '?q=groceries')).items.length,
        1,
      );
      assert.equal(
        (await search.find(ownerId, '?q=grocreies')).matching,
        'similar',
      );
      await search.publish(noteDeleted({ ownerId, noteId }));
      await search.handled(3);
      assert.deepEqual(
        (await search.find(ownerId)).items.map(item => item.title.text),
        ['Groceries'],
      );
      const admin = {
        subject: ownerId,
        permissions: ['search:read'],
        roles: ['admin'],
      };
      const status = async () =>
        (await search.request('/api/search/status', { as: admin })).body as {
          engine: string;
          documents: number;
          generation: number;
        };
      const { documents, engine, generation } = await status();
      assert.deepEqual([engine, documents], ['elasticsearch', 1]);
      assert.equal(
        (
          await search.request('/api/search/rebuild', {
            method: 'POST',
            as: admin,
          })
        ).status,
        202,
      );
      await waitFor(
        async () => (await status()).generation > generation,
        'the new index to answer',
      );
      assert.equal(
        (await search.find(ownerId, '?q=groceries')).items.length,
        1,
      );
    });
  },
);
