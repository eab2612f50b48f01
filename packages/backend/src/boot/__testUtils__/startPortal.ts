import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net, { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const BACKEND = path.resolve(__dirname, '../../..');
const ROOT = path.resolve(BACKEND, '../..');

/** The portal as it runs, in a process of its own. */
export interface RunningPortal {
  url: string;
  /** Everything it has logged so far. */
  log(): string;
  stop(): Promise<void>;
  /** Ends it with SIGKILL, and leaves its folder for the next one. */
  kill(): Promise<void>;
  child: ChildProcess;
}

/** Starts the real backend on a database, with configuration on top of `app-config.yaml`, and waits until it is ready. */
export async function startPortal(options: {
  databaseUrl: string;
  config?: object;
  env?: Record<string, string>;
  /** Of a portal that ran before; a new one when left out. */
  folder?: string;
  port?: number;
  /** Modules that are loaded before the backend; they may speak with the test. */
  preload?: string[];
}): Promise<RunningPortal> {
  const folder =
    options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'portal-boot-'));
  const extra = path.join(folder, 'app-config.extra.yaml');
  // JSON is YAML, too.
  fs.writeFileSync(extra, JSON.stringify(options.config ?? {}));
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;

  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ...(options.preload ?? []).flatMap(file => ['--require', file]),
      'src/index.ts',
      ...['--config', path.join(ROOT, 'app-config.yaml')],
      ...['--config', extra],
    ],
    {
      cwd: BACKEND,
      env: createEnv({ ...options, folder, port, url }),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let log = '';
  child.stdout?.on('data', chunk => (log += chunk));
  child.stderr?.on('data', chunk => (log += chunk));
  const ended = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );

  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message}\n${log.slice(-4000)}`);
  }
  return { url, log: () => log, stop, kill, child };
}

function createEnv(options: {
  databaseUrl: string;
  env?: Record<string, string>;
  folder: string;
  port: number;
  url: string;
}): NodeJS.ProcessEnv {
  const database = new URL(options.databaseUrl);
  return {
    PATH: process.env.PATH,
    HOME: options.folder,
    NODE_ENV: 'development',
    PORTAL_PORT: String(options.port),
    PORTAL_BASE_URL: options.url,
    PORTAL_DATA_DIR: path.join(options.folder, 'data'),
    POSTGRES_HOST: database.hostname,
    POSTGRES_PORT: database.port,
    POSTGRES_USER: database.username,
    POSTGRES_PASSWORD: database.password || 'unused',
    POSTGRES_DATABASE: database.pathname.slice(1),
    BACKEND_SECRET: 'only-for-this-test-0123456789',
    AUTH_SESSION_SECRET: 'only-for-this-test-9876543210',
    ...options.env,
  };
}

async function untilReady(url: string, hasEnded: () => boolean) {
  for (let attempt = 0; attempt < 600 && !hasEnded(); attempt++) {
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(`The portal did not become ready at ${url}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
