import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 30_000;
const OUTPUT_LINES = 20;

/** A child process that is waited for, stopped with this one, and quoted when it fails. */
export class ServerProcess {
  readonly #command: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #output: string[] = [];
  #failure: Error | undefined;
  #running = true;

  static start(command: string, args: readonly string[]): ServerProcess {
    return new ServerProcess(command, args);
  }

  private constructor(command: string, args: readonly string[]) {
    this.#command = [command, ...args].join(' ');
    // Its own process group: Ctrl-C must reach this process first, which then stops the server in order.
    this.#child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#remember(String(chunk));
      });
    }
    const killWithParent = () => this.#child.kill('SIGINT');
    process.once('exit', killWithParent);
    this.#exited = new Promise((resolve) => {
      const done = (failure?: Error) => {
        this.#running = false;
        this.#failure = failure;
        process.off('exit', killWithParent);
        resolve();
      };
      this.#child.once('error', done);
      this.#child.once('exit', () => {
        done();
      });
    });
  }

  /** Waits for a command that ends by itself. */
  async finished(): Promise<void> {
    await this.#exited;
    if (this.#failure || this.#child.exitCode !== 0) throw this.#error('failed');
  }

  async waitUntil(ready: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await ready())) {
      if (!this.#running) throw this.#error('ended at start');
      if (Date.now() > deadline) {
        await this.stop();
        throw this.#error('did not answer in time');
      }
      await sleep(50);
    }
  }

  /** SIGINT is PostgreSQL's fast shutdown: it ends sessions and leaves the data clean. */
  async stop(): Promise<void> {
    if (this.#running) this.#child.kill('SIGINT');
    await this.#exited;
  }

  #remember(text: string): void {
    this.#output = [...this.#output, ...text.trimEnd().split('\n')].slice(-OUTPUT_LINES);
  }

  #error(what: string): Error {
    return new Error([`${this.#command} ${what}:`, ...this.#output].join('\n'), {
      cause: this.#failure,
    });
  }
}
