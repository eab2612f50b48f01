import { spawn, type ChildProcess } from 'node:child_process';

const KEPT_LINES = 30;
const STOP_MS = 5_000;

export interface ServerOptions {
  command: string;
  args: string[];
  cwd: string;
}

/**
 * A server that runs until it is stopped. It stays in the process group of its parent, so that a hard stop of the
 * group ends it too.
 */
export class ServerProcess {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;
  #lines: string[] = [];
  #end: string | undefined;

  constructor(name: string, { command, args, cwd }: ServerOptions) {
    this.name = name;
    this.#child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', chunk => this.#keep(String(chunk)));
    }
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ? `ended by ${signal}` : `ended with code ${code}`),
      );
    });
    void this.#ended.then(end => {
      this.#end = end;
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Throws when the server is gone, with its last words. */
  assertRuns(): void {
    if (this.#end !== undefined) {
      throw new Error(
        `${this.name} ${this.#end}. Its last words:\n${this.#lines.join('\n')}`,
      );
    }
  }

  /** Asks it to stop, ends it when it does not, and comes back when it is gone. */
  async stop(): Promise<void> {
    if (this.#end === undefined) {
      this.#child.kill('SIGTERM');
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
      await this.#ended;
      clearTimeout(timer);
    }
  }

  #keep(text: string): void {
    this.#lines.push(...text.trimEnd().split('\n'));
    this.#lines = this.#lines.slice(-KEPT_LINES);
  }
}
