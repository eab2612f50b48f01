import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { folderOf } from '../root';

const LIMIT_MS = 60_000;

/** A real service as a process of its own, as the image starts it. */
export class RunningService {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Starts it and waits until it listens; an error holds what it has written. */
  static async start(
    name: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<RunningService> {
    const child = spawn(
      process.execPath,
      ['--import', '@notes/service-kit/telemetry', 'src/main.ts'],
      { cwd: folderOf(name), env: { ...environment } },
    );
    try {
      return new RunningService(child, await listening(name, child));
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }
}

function listening(name: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`${name} does not listen:\n${output}`)),
      LIMIT_MS,
    );
    function look(chunk: Buffer) {
      output += chunk.toString();
      const url = /listening on (http:\/\/[^\s"]+)/.exec(output)?.[1];
      if (url) resolve(url);
    }
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    child.once('exit', code => {
      clearTimeout(timer);
      reject(new Error(`${name} ended with ${code}:\n${output}`));
    });
    child.stdout!.once('data', () => timer.unref());
  });
}
