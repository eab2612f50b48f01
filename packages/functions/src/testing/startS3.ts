import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface S3rver {
  run(): Promise<{ address: string; port: number }>;
  close(): Promise<void>;
}

export interface S3Server {
  readonly url: string;
  /** Id and secret are the same. */
  readonly accessKey: string;
  stop(): Promise<void>;
}

/** A server in this process that speaks the protocol of S3 and keeps objects on disk. */
export async function startS3(bucket: string): Promise<S3Server> {
  // It is CommonJS without types.
  const S3rver = createRequire(import.meta.url)('s3rver') as new (
    options: object,
  ) => S3rver;
  const directory = await mkdtemp(path.join(tmpdir(), 's3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  return {
    url: `http://127.0.0.1:${port}`,
    accessKey: 'S3RVER',
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
