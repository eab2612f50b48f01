import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { ServerProcess } from './ServerProcess.ts';
import { findPostgresBinaries, type PostgresBinaries } from './findPostgresBinaries.ts';
import { runUnprivileged } from './runUnprivileged.ts';

export interface LocalPostgres {
  readonly url: string;
  readonly directory: string;
  stop(): Promise<void>;
}

export interface LocalPostgresOptions {
  readonly directory?: string;
  /** Tests trade crash safety for speed. */
  readonly durable?: boolean;
}

const USER = 'postgres';
const HOST = '127.0.0.1';

/** Starts the PostgreSQL that came with the development dependencies. Nothing else must be installed. */
export async function startLocalPostgres(
  options: LocalPostgresOptions = {},
): Promise<LocalPostgres> {
  const directory = resolve(options.directory ?? '.local/postgres');
  const binaries = await findPostgresBinaries();
  const password = await createCluster(binaries, directory);

  const running = await findRunning(directory, password);
  if (running !== undefined) {
    // Left over from a run that was killed, or in use by another one: share it and leave it alone.
    return { url: running, directory, stop: () => Promise.resolve() };
  }

  const port = await freePort();
  const server = ServerProcess.start(
    ...runUnprivileged(binaries.postgres, [
      ...['-D', join(directory, 'data'), '-h', HOST, '-p', String(port), '-k', ''],
      ...(options.durable === false ? FAST : []),
    ]),
  );
  const url = urlOf(port, password);
  await server.waitUntil(() => answers(url));
  return { url, directory, stop: () => server.stop() };
}

const FAST = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((name) => [
  '-c',
  `${name}=off`,
]);

/** The finished mark is written last, so that a half-made cluster is made again. */
async function createCluster(binaries: PostgresBinaries, directory: string): Promise<string> {
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  const finished = join(directory, 'finished');
  if (existsSync(finished)) return readFile(passwordFile, 'utf8');

  await rm(data, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  const initdb = ServerProcess.start(
    ...runUnprivileged(binaries.initdb, [
      ...['-D', data, '-U', USER, '--encoding=UTF8', '--locale=C', '--no-sync'],
      ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ]),
  );
  await initdb.finished();
  await writeFile(finished, '');
  return password;
}

/** Reads the port of a server that may still run on this cluster (the fourth line of its pid file). */
async function findRunning(directory: string, password: string): Promise<string | undefined> {
  const pidFile = join(directory, 'data', 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;

  const port = Number((await readFile(pidFile, 'utf8')).split('\n')[3]);
  if (!Number.isInteger(port) || port <= 0) return undefined;
  const url = urlOf(port, password);
  return (await answers(url)) ? url : undefined;
}

function urlOf(port: number, password: string): string {
  return `postgresql://${USER}:${password}@${HOST}:${port}/postgres`;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, HOST, done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
