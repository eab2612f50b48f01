import { createRequire } from 'node:module';

export interface PostgresServer {
  /** The address of a superuser. */
  readonly url: string;
  pid(): number;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
  /** Ends the server at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  restart(): Promise<void>;
}

/** A PostgreSQL server of a test that stops it; all others share the one of the runner. */
export function startPostgres(): Promise<PostgresServer> {
  const { startEmbeddedPostgres: start } = createRequire(import.meta.url)(
    '@notes/test-support/embeddedPostgres.js',
  ) as { startEmbeddedPostgres: () => Promise<PostgresServer> };
  return start();
}
