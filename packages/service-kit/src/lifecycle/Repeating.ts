import type { Logger } from 'pino';

export interface RepeatingOptions {
  readonly name: string;
  readonly everyMs: number;
  readonly logger: Logger;
  readonly work: () => Promise<unknown>;
}

/** Does a job again and again, never twice at once. A failure is logged once, until the job works again. */
export class Repeating {
  readonly #options: RepeatingOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #failing = false;
  #busy = false;
  #again = false;

  private constructor(options: RepeatingOptions) {
    this.#options = options;
  }

  static start(options: RepeatingOptions): Repeating {
    const repeating = new Repeating(options);
    repeating.#schedule();
    return repeating;
  }

  /** Ends after the run at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Does it now, or once more as soon as the run at hand has ended. */
  hasten(): void {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#schedule(0);
  }

  #schedule(afterMs = this.#options.everyMs): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#busy = true;
      this.#again = false;
      this.#running = this.#run().finally(() => {
        this.#busy = false;
        this.#schedule(this.#again ? 0 : undefined);
      });
    }, afterMs);
    // A job that waits is no reason for a process to live on.
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    const { logger, name, work } = this.#options;
    try {
      await work();
      if (this.#failing) logger.info(`${name} works again`);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) logger.error({ err: error }, `${name} failed`);
      this.#failing = true;
    }
  }
}
