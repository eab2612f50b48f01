import type { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '@notes/service-kit';
import {
  LINK_SECONDS,
  type AttachmentStore,
  type DownloadTarget,
  type SignedLink,
  type UploadTarget,
} from './AttachmentStore.ts';
import { attachmentDisposition } from './disposition.ts';

export interface S3AttachmentStoreOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly clock: Clock;
}

/** Keeps objects in a bucket. Uploads lie under `uploads/`, where a lifecycle rule may expire them as well. */
export class S3AttachmentStore implements AttachmentStore {
  readonly #options: S3AttachmentStoreOptions;

  constructor(options: S3AttachmentStoreOptions) {
    this.#options = options;
  }

  async uploadLink({
    contentType,
    key,
    size,
  }: UploadTarget): Promise<SignedLink> {
    const { bucket: Bucket, client } = this.#options;
    const command = new PutObjectCommand({
      Bucket,
      Key: uploadOf(key),
      ContentType: contentType,
      ContentLength: size,
    });
    const url = await getSignedUrl(client, command, {
      ...this.#life(),
      // Without these the signature would allow any size and any type.
      signableHeaders: new Set(['host', 'content-type', 'content-length']),
    });
    const headers = {
      'content-type': contentType,
      'content-length': String(size),
    };
    return { method: 'PUT', url, headers, expiresAt: this.#expiresAt() };
  }

  async downloadLink(target: DownloadTarget): Promise<SignedLink> {
    const { bucket: Bucket, client } = this.#options;
    const command = new GetObjectCommand({
      Bucket,
      Key: objectOf(target.key),
      ResponseContentType: target.contentType,
      ResponseContentDisposition: attachmentDisposition(target.fileName),
    });
    const url = await getSignedUrl(client, command, this.#life());
    return { method: 'GET', url, headers: {}, expiresAt: this.#expiresAt() };
  }

  async accept(key: string): Promise<'accepted' | 'absent'> {
    const { bucket: Bucket, client } = this.#options;
    if (await this.#has(objectOf(key))) return 'accepted';
    if (!(await this.#has(uploadOf(key)))) return 'absent';
    await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: objectOf(key),
        CopySource: `${Bucket}/${uploadOf(key)}`,
      }),
    );
    return 'accepted';
  }

  async read(key: string): Promise<Readable> {
    const { bucket: Bucket, client } = this.#options;
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket, Key: objectOf(key) }),
    );
    if (!Body) throw new Error('the store answered an object without bytes');
    return Body as Readable;
  }

  async delete(key: string): Promise<void> {
    const { bucket: Bucket, client } = this.#options;
    const Objects = [{ Key: uploadOf(key) }, { Key: objectOf(key) }];
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    if (Errors[0]) throw new Error(`could not delete: ${Errors[0].Code ?? ''}`);
  }

  async check(): Promise<void> {
    const { bucket: Bucket, client } = this.#options;
    await client.send(new HeadBucketCommand({ Bucket }));
  }

  async #has(Key: string): Promise<boolean> {
    const { bucket: Bucket, client } = this.#options;
    try {
      await client.send(new HeadObjectCommand({ Bucket, Key }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFound') return false;
      throw error;
    }
  }

  #life() {
    const signingDate = this.#options.clock.now();
    return { expiresIn: LINK_SECONDS, signingDate };
  }

  #expiresAt(): Date {
    return new Date(this.#options.clock.now().getTime() + LINK_SECONDS * 1_000);
  }
}

function uploadOf(key: string): string {
  return `uploads/${key}`;
}

function objectOf(key: string): string {
  return `objects/${key}`;
}
