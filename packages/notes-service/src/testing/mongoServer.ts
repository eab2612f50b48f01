import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '@notes/service-kit/testing';

export interface MongoServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The real server where there is one, else the one that speaks its protocol on SQLite. */
function findServer(): { name: string; file: string } | undefined {
  const folders = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean);
  return ['mongod', 'ferretdb']
    .flatMap(name =>
      folders.map(folder => ({ name, file: path.join(folder, name) })),
    )
    .find(({ file }) => existsSync(file));
}

/** Says why the tests on MongoDB cannot run, in the form that the `skip` of a test takes. */
export function withoutMongo(): string | false {
  if (process.env.TEST_MONGO_URL !== undefined) return false;
  return findServer() === undefined
    ? 'TEST_MONGO_URL is not set, and neither mongod nor ferretdb is on PATH'
    : false;
}

/** Why writers side by side cannot be tested, in the form that the `skip` of a test takes. */
export function withoutAtomicUpdates(): string | false {
  const isFerret =
    process.env.TEST_MONGO_URL === undefined &&
    findServer()?.name === 'ferretdb';
  return isFerret
    ? 'FerretDB 1 does not compare and set in one step; mongod does'
    : false;
}

/** Starts an empty server, or names the one of TEST_MONGO_URL with a database of its own. */
export async function startMongo(): Promise<MongoServer> {
  const given = process.env.TEST_MONGO_URL;
  if (given !== undefined) {
    const url = new URL(given);
    url.pathname = `/test_${process.pid}`;
    return { url: url.href, stop: () => Promise.resolve() };
  }
  const server = findServer();
  if (!server) throw new Error('there is no MongoDB server');
  const folder = await mkdtemp(path.join(tmpdir(), 'mongo-'));
  const port = await freePort();
  const child = spawn(server.file, argumentsOf(server.name, folder, port), {
    stdio: 'ignore',
    cwd: folder,
  });
  const exited = once(child, 'exit');
  await waitFor(() => accepts(port), `${server.name} to listen`, 20_000);
  return {
    url: `mongodb://127.0.0.1:${port}/notes?directConnection=true`,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function argumentsOf(name: string, folder: string, port: number): string[] {
  if (name === 'mongod') {
    return [
      '--dbpath',
      folder,
      '--port',
      String(port),
      '--bind_ip',
      '127.0.0.1',
    ];
  }
  return [
    '--handler=sqlite',
    `--sqlite-url=file:${folder}/`,
    `--state-dir=${folder}`,
    `--listen-addr=127.0.0.1:${port}`,
    '--debug-addr=-',
    '--telemetry=disable',
    '--log-level=error',
  ];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
