import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@notes/node-support';
import { cleanEnvironment } from '../tools';
import { toolchainEnvironment } from './runSteps';

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 60_000;

/** A started service, with what it has said so far. */
export class LiveService {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown[]>;
  readonly port: number;
  output = '';

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#closed = once(child, 'close');
    this.port = port;
    const listen = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
  }

  static async start(
    [command, ...args]: string[],
    cwd: string,
    env: NodeJS.ProcessEnv = {},
  ): Promise<LiveService> {
    const port = await findFreePort();
    const child = spawn(command, args, {
      cwd,
      env: cleanEnvironment({
        ...toolchainEnvironment(),
        PORT: String(port),
        ...env,
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new LiveService(child, port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async untilListening(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (!this.output.includes('listening on')) {
      if (this.#child.exitCode !== null) throw new Error('it ended at start');
      if (Date.now() > deadline) throw new Error('it did not start in time');
      await sleep(50);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** The exit code; undefined when it does not end in time. */
  async ended(): Promise<number | null | undefined> {
    const limit = new AbortController();
    const late = sleep(STOP_LIMIT_MS, undefined, { signal: limit.signal });
    try {
      const result = await Promise.race([this.#closed, late]);
      return result ? (result[0] as number | null) : undefined;
    } finally {
      limit.abort();
      late.catch(() => {});
    }
  }

  kill(): void {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
    }
  }
}
