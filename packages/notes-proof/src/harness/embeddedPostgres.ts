import { createRequire } from 'node:module';

export interface PostgresServer {
  readonly url: string;
  pid(): number;
  stop(): Promise<void>;
  /** Ends the server at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  restart(): Promise<void>;
}

/** As `npm start` runs it: what is committed is on the disk, because a crash must not lose it. */
const DURABLE = [
  'fsync=on',
  'synchronous_commit=on',
  'max_connections=300',
  'shared_buffers=128MB',
  'jit=off',
  'random_page_cost=1.1',
  'max_wal_size=256MB',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
];

/** One throw-away server, which survives a crash as a real one does. */
export function startPostgres(): Promise<PostgresServer> {
  const { startEmbeddedPostgres: start } = createRequire(import.meta.url)(
    '@notes/test-support/embeddedPostgres.js',
  ) as {
    startEmbeddedPostgres: (options: {
      settings: readonly string[];
    }) => Promise<PostgresServer>;
  };
  return start({ settings: DURABLE });
}
