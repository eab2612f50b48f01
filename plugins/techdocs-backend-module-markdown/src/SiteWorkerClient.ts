import { Worker } from 'node:worker_threads';
import { InputError } from '@backstage/errors';
import type { BuildOptions, BuildResult } from './site/buildSite';

export type WorkerRequest = { id: number; options: BuildOptions };

export type WorkerReply = { id: number } & (
  | { result: BuildResult; error?: undefined }
  | { result?: undefined; error: { name: string; message: string } }
);

type Waiting = {
  resolve(result: BuildResult): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
};

type ClientOptions = {
  timeoutSeconds: number;
  /** How long an idle worker is kept. */
  idleSeconds?: number;
  /** The script of the worker; tests give their own. */
  script?: string;
};

/**
 * Builds sites in a thread of its own, so that a large site never holds up requests. The
 * thread is kept while it is used, because loading it takes longer than a small build.
 */
export class SiteWorkerClient {
  readonly #options: ClientOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  build(options: BuildOptions): Promise<BuildResult> {
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      const { timeoutSeconds } = this.#options;
      const timer = setTimeout(() => {
        const message = `the documentation was not built within ${timeoutSeconds} s and was given up`;
        this.#fail(new Error(message));
        void this.stop();
      }, timeoutSeconds * 1000);
      this.#waiting.set(id, { resolve, reject, timer });
      worker.postMessage({ id, options } satisfies WorkerRequest);
    });
  }

  /** Ends the thread; a build that still runs fails. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const script =
      this.#options.script ??
      require.resolve('@notes/plugin-techdocs-backend-module-markdown/siteWorker');
    const worker = new Worker(script, {
      name: 'techdocs-markdown',
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    // The thread never keeps the process alive by itself.
    worker.unref();
    worker.on('message', (reply: WorkerReply) => this.#receive(reply));
    worker.on('error', error =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    worker.on('exit', code => {
      if (this.#worker === worker) {
        this.#worker = undefined;
      }
      this.#fail(new Error(`the docs worker ended with code ${code}`));
    });
    return worker;
  }

  #receive(reply: WorkerReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    clearTimeout(waiting?.timer);
    if (reply.error) {
      const { name, message } = reply.error;
      waiting?.reject(
        name === 'InputError' ? new InputError(message) : new Error(message),
      );
    } else {
      waiting?.resolve(reply.result);
    }
    if (this.#waiting.size === 0) {
      const seconds = this.#options.idleSeconds ?? 300;
      this.#idle = setTimeout(() => void this.stop(), seconds * 1000).unref();
    }
  }

  #fail(error: Error): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
  }
}
