import { spawn, execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const STARTS_WITHIN_MS = 60_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A clone of a scaffolded repository, as its developer has it. */
export class EmittedService {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async clone(remoteUrl: string): Promise<EmittedService> {
    const parent = await mkdtemp(path.join(tmpdir(), 'notes-clone-'));
    const folder = path.join(parent, 'clone');
    await run('git', ['clone', '--quiet', remoteUrl, folder]);
    return new EmittedService(folder);
  }

  get folder(): string {
    return this.#folder;
  }

  /** Runs npm as a newcomer would; its output is part of the error when it fails. */
  async npm(...args: string[]): Promise<void> {
    await run('npm', args, {
      cwd: this.#folder,
      maxBuffer: 64 * 1024 * 1024,
    }).catch((error: { stdout?: string; stderr?: string; message: string }) => {
      const tail = `${error.stdout ?? ''}\n${error.stderr ?? ''}`.slice(-4000);
      throw new Error(`npm ${args.join(' ')} failed: ${tail}`);
    });
  }

  /** Starts the service, hands its address to `visit`, and ends it with SIGTERM. */
  async whileRunning(visit: (url: string) => Promise<void>): Promise<number> {
    const port = await freePort();
    const child = spawn('npm', ['start'], {
      cwd: this.#folder,
      env: { ...process.env, PORT: String(port) },
      stdio: 'ignore',
      detached: true,
    });
    const ended = new Promise<number>(resolve =>
      child.once('exit', code => resolve(code ?? -1)),
    );
    try {
      const url = `http://127.0.0.1:${port}`;
      await this.#untilHealthy(url);
      await visit(url);
    } finally {
      process.kill(-child.pid!, 'SIGTERM');
    }
    return ended;
  }

  async #untilHealthy(url: string): Promise<void> {
    const deadline = Date.now() + STARTS_WITHIN_MS;
    while (Date.now() < deadline) {
      const healthy = await fetch(`${url}/health`).then(
        response => response.ok,
        () => false,
      );
      if (healthy) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error(`The service did not answer at ${url}/health in time`);
  }

  async remove(): Promise<void> {
    await rm(path.dirname(this.#folder), { recursive: true, force: true });
  }
}
