import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type {
  NewObject,
  ObjectStore,
  Place,
  StoredObject,
} from './ObjectStore.ts';

const GONE = new Set(['NoSuchKey', 'NotFound']);

export class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client;

  constructor(client: S3Client) {
    this.#client = client;
  }

  async get(
    place: Place,
    mostBytes: number,
  ): Promise<StoredObject | 'absent' | 'too large'> {
    return unlessGone('absent' as const, async () => {
      const input = { Bucket: place.bucket, Key: place.key };
      const { Body, ContentLength, ETag, Metadata } = await this.#client.send(
        new GetObjectCommand(input),
      );
      if (!Body || ContentLength === undefined || ETag === undefined) {
        throw new Error('the store answered an object without bytes or ETag');
      }
      if (ContentLength > mostBytes) {
        (Body as NodeJS.ReadableStream & { destroy?: () => void }).destroy?.();
        return 'too large' as const;
      }
      const bytes = Buffer.from(await Body.transformToByteArray());
      return { bytes, etag: ETag, metadata: Metadata ?? {} };
    });
  }

  metadataOf({
    bucket: Bucket,
    key: Key,
  }: Place): Promise<Readonly<Record<string, string>> | undefined> {
    return unlessGone(undefined, async () => {
      const head = new HeadObjectCommand({ Bucket, Key });
      return (await this.#client.send(head)).Metadata ?? {};
    });
  }

  async put(
    { bucket, key }: Place,
    { bytes, contentType, metadata }: NewObject,
  ): Promise<void> {
    await this.#client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        Metadata: { ...metadata },
        CacheControl: 'private, max-age=31536000',
      }),
    );
  }
}

async function unlessGone<T, G>(
  gone: G,
  work: () => Promise<T>,
): Promise<T | G> {
  try {
    return await work();
  } catch (error) {
    if (GONE.has((error as Error).name)) return gone;
    throw error;
  }
}
