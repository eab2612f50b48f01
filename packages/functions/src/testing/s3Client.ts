import { S3Client } from '@aws-sdk/client-s3';
import type { S3Server } from './startS3.ts';

/** The client as Lambda makes it, but for the address and for checksums that s3rver does not know. */
export function s3Client({ accessKey, url }: S3Server): S3Client {
  return new S3Client({
    endpoint: url,
    region: 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: accessKey, secretAccessKey: accessKey },
  });
}
