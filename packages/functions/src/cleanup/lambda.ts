import { S3Client } from '@aws-sdk/client-s3';
import { Pool } from 'pg';
import { createJsonLogger } from '../shared/FunctionLogger.ts';
import { required, wholeNumber } from '../shared/required.ts';
import { createCleanup } from './createCleanup.ts';
import { PostgresNoteBin } from './PostgresNoteBin.ts';
import { S3Uploads } from './S3Uploads.ts';

const connectionString = required(
  'NOTES_DATABASE_URL',
  'postgresql://user:password@host/notes',
);

/** What AWS calls. */
export const handler = createCleanup({
  uploads: new S3Uploads({
    client: new S3Client({}),
    bucket: required('S3_BUCKET', 'the name of a bucket'),
    prefix: 'uploads/',
  }),
  bin: new PostgresNoteBin(new Pool({ connectionString, max: 1 })),
  logger: createJsonLogger('cleanup'),
  now: () => new Date(),
  uploadHours: wholeNumber('UPLOAD_HOURS', { least: 1, most: 720, usual: 24 }),
  binDays: wholeNumber('BIN_DAYS', { least: 1, most: 3_650, usual: 30 }),
  dryRun: process.env.DRY_RUN === 'true',
});
