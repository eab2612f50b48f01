import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';

export interface ServiceCommand {
  readonly name: string;
  readonly port: number;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 15_000;
const LOG_LINES = 15;

/** One service as a process of its own, that can be killed and started again on its port. */
export class ServiceProcess {
  readonly name: string;
  readonly url: string;
  readonly #command: ServiceCommand;
  #child: ChildProcess | undefined;

  constructor(command: ServiceCommand) {
    this.name = command.name;
    this.url = `http://127.0.0.1:${command.port}`;
    this.#command = command;
  }

  get pid(): number {
    if (this.#child?.pid === undefined) {
      throw new Error(`${this.name} does not run`);
    }
    return this.#child.pid;
  }

  /** Starts the process and answers how long it took until it was ready. */
  async start(): Promise<number> {
    const began = performance.now();
    const { args, cwd, env, logFile } = this.#command;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, args, {
      ...{ cwd, env, stdio: ['ignore', log, log] },
    });
    closeSync(log);
    this.#child = child;
    // A proof that dies must not leave services behind.
    const killWithParent = () => child.kill('SIGKILL');
    process.once('exit', killWithParent);
    child.once('exit', () => process.off('exit', killWithParent));
    await this.untilReady(began);
    return performance.now() - began;
  }

  /** Ends the process at once, as a crash or a lost node does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    const late = setTimeout(() => this.#child?.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#end('SIGTERM');
    clearTimeout(late);
  }

  async isReady(): Promise<boolean> {
    return (await this.whyNotReady()) === undefined;
  }

  /** What /ready says, when it does not say ready. */
  async whyNotReady(): Promise<string | undefined> {
    try {
      const { body, statusCode } = await request(`${this.url}/ready`, {
        ...{ headersTimeout: 5_000, bodyTimeout: 5_000, reset: true },
      });
      const text = await body.text();
      return statusCode === 200 ? undefined : `${this.name}: ${text}`;
    } catch (error) {
      return `${this.name}: ${error instanceof Error ? error.message : ''}`;
    }
  }

  async untilReady(began = performance.now()): Promise<void> {
    while (!(await this.isReady())) {
      if (this.#child?.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(
          `${this.name} ended before it was ready:\n${this.log()}`,
        );
      }
      if (performance.now() - began > READY_WITHIN_MS) {
        throw new Error(
          `${this.name} was not ready within ${READY_WITHIN_MS} ms:\n${this.log()}`,
        );
      }
      await sleep(20);
    }
  }

  /** The end of what it has logged. */
  log(lines = LOG_LINES): string {
    const text = readFileSync(this.#command.logFile, 'utf8');
    return text.trimEnd().split('\n').slice(-lines).join('\n');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
