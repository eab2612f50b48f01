import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { S3Client } from '@aws-sdk/client-s3';
import { TestClock } from '@notes/service-kit/testing';
import { describeAttachmentStore } from '../testing/attachmentStoreContract.ts';
import { S3AttachmentStore } from './S3AttachmentStore.ts';

interface S3rver {
  run(): Promise<{ address: string; port: number }>;
  close(): Promise<void>;
}
type S3rverClass = new (options: object) => S3rver;

const BUCKET = 'notes-attachments';

function clientFor(endpoint: string, accessKeyId: string, secretAccessKey: string): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId, secretAccessKey },
  });
}

/** A server in this process that speaks the protocol of S3 and keeps objects on disk. */
async function open() {
  // It is CommonJS without types.
  const S3rver = createRequire(import.meta.url)('s3rver') as S3rverClass;
  const directory = await mkdtemp(path.join(tmpdir(), 's3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  const client = clientFor(`http://127.0.0.1:${port}`, 'S3RVER', 'S3RVER');
  // The server looks at its own clock.
  const clock = new TestClock();
  return {
    store: new S3AttachmentStore({ client, bucket: BUCKET, clock }),
    clock,
    async close() {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

describeAttachmentStore('S3 (s3rver)', open, {
  unchecked: 's3rver does not verify signatures of version 4; S3 does',
});

describe('a link to S3', () => {
  const clock = new TestClock('2026-01-02T03:04:05.000Z');
  const client = clientFor('https://s3.example.com', 'id', 'secret');
  const store = new S3AttachmentStore({ client, bucket: BUCKET, clock });
  const key = '0b0e6f6c-7a40-4f0c-9c55-2f4f5c8f9a10';
  const upload = async (contentType: 'image/png' | 'image/gif', size: number) =>
    new URL((await store.uploadLink({ key, contentType, size })).url);

  it('is signed for its type, its size and a few minutes', async () => {
    const query = (await upload('image/png', 5)).searchParams;
    assert.equal(query.get('X-Amz-SignedHeaders'), 'content-length;content-type;host');
    assert.equal(query.get('X-Amz-Expires'), '900');
    assert.equal(query.get('X-Amz-Date'), '20260102T030405Z');
  });

  it('has another signature for another type and another size', async () => {
    const links = [
      await upload('image/png', 5),
      await upload('image/png', 6),
      await upload('image/gif', 5),
    ];
    const signatures = links.map(({ searchParams }) => searchParams.get('X-Amz-Signature'));
    assert.equal(new Set(signatures).size, 3);
    assert.deepEqual(await upload('image/png', 5), links[0]);
    assert.ok(!links.some(({ href }) => href.includes('secret')));
  });
});
