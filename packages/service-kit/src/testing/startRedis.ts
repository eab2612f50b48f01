import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitFor } from './waitFor.ts';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const TOOLS = fileURLToPath(new URL('../../../../.tools/bin', import.meta.url));

/** Where redis-server is: among the tools of this checkout, or on PATH. */
export function findRedisServer(): string | undefined {
  const folders = [TOOLS, ...(process.env.PATH ?? '').split(path.delimiter)];
  return folders
    .filter(folder => folder !== '')
    .map(folder => path.join(folder, 'redis-server'))
    .find(file => existsSync(file));
}

/** Says why a test that needs Redis cannot run, in the form that the `skip` of a test takes. */
export function withoutRedis(): string | false {
  return findRedisServer() === undefined
    ? 'redis-server is neither in .tools/bin nor on PATH'
    : false;
}

/** Starts a real server with empty memory; undefined where there is no redis-server. */
export async function startRedis(port = 0): Promise<TestRedis | undefined> {
  const file = findRedisServer();
  if (file === undefined) return undefined;

  const chosen = port === 0 ? await freePort() : port;
  const folder = await mkdtemp(path.join(tmpdir(), 'redis-'));
  const child = spawn(
    file,
    [
      ...['--port', String(chosen), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no'],
    ],
    { stdio: 'ignore' },
  );
  const exited = once(child, 'exit');
  await waitFor(() => accepts(chosen), 'redis-server to listen');
  return {
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
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
