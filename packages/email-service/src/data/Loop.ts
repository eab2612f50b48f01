import type { Logger } from '@notes/service-kit';

export interface LoopOptions {
  readonly name: string;
  readonly everyMs: number;
  readonly logger: Logger;
  /** Answers how much was done; more than nothing is followed by another round at once. */
  readonly work: (signal: AbortSignal) => Promise<number>;
}

/** Does a piece of work until there is none, then looks again after a while. A failure is logged once. */
export class Loop {
  readonly #options: LoopOptions;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #wake: () => void = () => undefined;
  #failing = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#done = this.#run();
  }

  /** Looks now and not only after the pause. */
  wake(): void {
    this.#wake();
  }

  /** Ends after the work in hand. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if ((await this.#round()) === 0) await this.#pause();
    }
  }

  async #round(): Promise<number> {
    const { logger, name, work } = this.#options;
    try {
      const done = await work(this.#stop.signal);
      if (this.#failing) logger.info(`${name} works again`);
      this.#failing = false;
      return done;
    } catch (error) {
      if (this.#stop.signal.aborted) return 0;
      if (!this.#failing) logger.error({ err: error }, `${name} failed`);
      this.#failing = true;
      return 0;
    }
  }

  async #pause(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, this.#options.everyMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
