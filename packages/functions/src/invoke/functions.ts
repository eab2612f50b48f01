import path from 'node:path';
import { createAuthEdge } from '../auth-edge/createAuthEdge.ts';
import { EdgeKeys } from '../auth-edge/EdgeKeys.ts';
import { createCleanup } from '../cleanup/createCleanup.ts';
import { createEmailNotification } from '../email-notification/createEmailNotification.ts';
import { DiskOutbox } from '../email-notification/DiskOutbox.ts';
import { createImageResize } from '../image-resize/createImageResize.ts';
import { DiskObjectStore } from '../image-resize/DiskObjectStore.ts';
import { createJsonLogger } from '../shared/FunctionLogger.ts';
import { required } from '../shared/required.ts';
import { attemptOnce } from './attemptOnce.ts';
import { DiskUploads } from './DiskUploads.ts';

type Invoke = (event: never, context: never) => Promise<unknown>;

/** Logs go to standard error, so that standard output is the answer alone. */
const logger = (name: string) =>
  createJsonLogger(name, line => process.stderr.write(line));

/** Each function with ports of this machine: folders instead of buckets, files instead of mails. */
export function localFunctions(
  directory: string,
): Readonly<Record<string, () => Invoke | Promise<Invoke>>> {
  const now = () => new Date();
  return {
    'email-notification': () =>
      createEmailNotification({
        mail: new DiskOutbox(path.join(directory, 'outbox'), now),
        ledger: attemptOnce,
        logger: logger('email-notification'),
      }),
    'image-resize': () =>
      createImageResize({
        store: new DiskObjectStore(path.join(directory, 'buckets')),
        logger: logger('image-resize'),
      }),
    cleanup: async () =>
      createCleanup({
        uploads: new DiskUploads(path.join(directory, 'uploads')),
        bin: await openBin(),
        logger: logger('cleanup'),
        now,
        uploadHours: 24,
        binDays: 30,
      }),
    'auth-edge': () =>
      createAuthEdge({
        keys: EdgeKeys.parse(
          required('JWT_KEYS', 'the key ring of auth-service'),
        ),
      }),
  };
}

async function openBin() {
  const { Pool } = await import('pg');
  const { PostgresNoteBin } = await import('../cleanup/PostgresNoteBin.ts');
  const connectionString = required(
    'NOTES_DATABASE_URL',
    'postgresql://user:password@host/notes',
  );
  return new PostgresNoteBin(
    new Pool({ connectionString, max: 1, allowExitOnIdle: true }),
  );
}
