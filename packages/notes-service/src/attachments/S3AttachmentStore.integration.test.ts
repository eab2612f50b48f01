import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { S3Client } from '@aws-sdk/client-s3';
import { TestClock } from '@notes/service-kit/testing';
import { describeAttachmentStore } from '../testing/attachmentStoreContract.ts';
import { startS3 } from '../testing/startS3.ts';
import { S3AttachmentStore } from './S3AttachmentStore.ts';

const BUCKET = 'notes-attachments';

function clientFor(
  endpoint: string,
  accessKeyId: string,
  secretAccessKey: string,
): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId, secretAccessKey },
  });
}

async function open() {
  const server = await startS3(BUCKET);
  const client = clientFor(server.url, server.accessKey, server.accessKey);
  // The server looks at its own clock.
  const clock = new TestClock();
  return {
    store: new S3AttachmentStore({ client, bucket: BUCKET, clock }),
    clock,
    async close() {
      client.destroy();
      await server.stop();
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
    assert.equal(
      query.get('X-Amz-SignedHeaders'),
      'content-length;content-type;host',
    );
    assert.equal(query.get('X-Amz-Expires'), '900');
    assert.equal(query.get('X-Amz-Date'), '20260102T030405Z');
  });

  it('has another signature for another type and another size', async () => {
    const links = [
      await upload('image/png', 5),
      await upload('image/png', 6),
      await upload('image/gif', 5),
    ];
    const signatures = links.map(({ searchParams }) =>
      searchParams.get('X-Amz-Signature'),
    );
    assert.equal(new Set(signatures).size, 3);
    assert.deepEqual(await upload('image/png', 5), links[0]);
    assert.ok(!links.some(({ href }) => href.includes('secret')));
  });
});
