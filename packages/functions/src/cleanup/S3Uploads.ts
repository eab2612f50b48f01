import {
  DeleteObjectsCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ExpiredUpload, Uploads } from './ports.ts';

export interface S3UploadsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** Where uploads wait until they are checked; nothing else is ever touched. */
  readonly prefix: string;
}

/** The uploads of notes-service in a bucket. */
export class S3Uploads implements Uploads {
  readonly #options: S3UploadsOptions;

  constructor(options: S3UploadsOptions) {
    if (!/^[\w-]+\/$/.test(options.prefix)) {
      throw new TypeError('prefix: expected a folder such as uploads/');
    }
    this.#options = options;
  }

  async *olderThan(moment: Date): AsyncGenerator<readonly ExpiredUpload[]> {
    const { bucket: Bucket, client, prefix: Prefix } = this.#options;
    const pages = paginateListObjectsV2({ client }, { Bucket, Prefix });
    for await (const { Contents = [] } of pages) {
      yield Contents.filter(
        ({ LastModified }) =>
          LastModified !== undefined && LastModified < moment,
      ).map(({ Key = '', Size = 0 }) => ({ key: Key, size: Size }));
    }
  }

  async remove(keys: readonly string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const { bucket, client } = this.#options;
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: keys.map(Key => ({ Key })), Quiet: true },
      }),
    );
    return keys.length - Errors.length;
  }
}
