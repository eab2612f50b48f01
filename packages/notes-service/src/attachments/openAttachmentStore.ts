import { randomBytes } from 'node:crypto';
import { KeyRing, type Parts } from '@notes/service-kit';
import type { Router } from 'express';
import type { Config } from '../config.ts';
import { uploadsRouter } from '../routes/uploadsRouter.ts';
import type { AttachmentStore } from './AttachmentStore.ts';
import { DiskAttachmentStore } from './DiskAttachmentStore.ts';
import { UploadLinks } from './UploadLinks.ts';

export interface OpenedAttachmentStore {
  readonly store: AttachmentStore;
  /** Where the links of a disk store lead. */
  readonly routers: readonly Router[];
}

/** Opens S3_BUCKET; without it, a directory of this machine with links to this service. */
export async function openAttachmentStore(
  parts: Pick<Parts<Config>, 'config' | 'clock' | 'logger' | 'readiness'>,
): Promise<OpenedAttachmentStore> {
  const { config, readiness } = parts;
  const opened =
    config.S3_BUCKET === undefined
      ? await openDisk(parts)
      : await openS3(parts, config.S3_BUCKET);
  // Notes work without their attachments.
  readiness.add({
    name: 'attachments',
    required: false,
    check: () => opened.store.check(),
  });
  return opened;
}

async function openDisk({
  clock,
  config,
  logger,
}: Pick<
  Parts<Config>,
  'config' | 'clock' | 'logger'
>): Promise<OpenedAttachmentStore> {
  if (!config.UPLOAD_KEYS) {
    logger.warn(
      'UPLOAD_KEYS is not set: links to attachments end with this process',
    );
  }
  const keys = config.UPLOAD_KEYS ?? temporaryKeys();
  const links = new UploadLinks({ keys, publicUrl: config.PUBLIC_URL, clock });
  const store = await DiskAttachmentStore.open(
    config.ATTACHMENT_DIRECTORY,
    links,
  );
  return { store, routers: [uploadsRouter(store, links)] };
}

async function openS3(
  { clock, config }: Pick<Parts<Config>, 'config' | 'clock'>,
  bucket: string,
): Promise<OpenedAttachmentStore> {
  // Only a service that uses S3 pays for loading its client.
  const { S3Client } = await import('@aws-sdk/client-s3');
  const { S3AttachmentStore } = await import('./S3AttachmentStore.ts');
  const accessKeyId = config.S3_ACCESS_KEY_ID;
  const secretAccessKey = config.S3_SECRET_ACCESS_KEY;
  const client = new S3Client({
    region: config.S3_REGION,
    // A signed link must not demand a checksum that a browser would have to make.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(config.S3_ENDPOINT === undefined
      ? {}
      : { endpoint: config.S3_ENDPOINT, forcePathStyle: true }),
    ...(accessKeyId !== undefined && secretAccessKey !== undefined
      ? { credentials: { accessKeyId, secretAccessKey } }
      : {}),
  });
  return {
    store: new S3AttachmentStore({ client, bucket, clock }),
    routers: [],
  };
}

function temporaryKeys(): KeyRing {
  const key = randomBytes(32).toString('base64');
  return KeyRing.parse(
    JSON.stringify({ current: 'process', keys: { process: key } }),
  );
}
