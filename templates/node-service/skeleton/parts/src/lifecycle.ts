import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './logger.ts';

type Close = () => Promise<unknown>;

/** Remembers what was opened and closes it in the opposite order. */
export class Lifecycle {
  readonly #logger: Logger;
  readonly #limitMs: number;
  readonly #opened: { name: string; close: Close }[] = [];

  constructor(logger: Logger, limitMs = 5_000) {
    this.#logger = logger;
    this.#limitMs = limitMs;
  }

  onClose(name: string, close: Close): void {
    this.#opened.push({ name, close });
  }

  /** One part that fails to close, or never ends, does not keep the others open. */
  async close(): Promise<void> {
    for (const { name, close } of this.#opened.splice(0).reverse()) {
      try {
        await this.#withLimit(close());
      } catch (error) {
        this.#logger.error({ err: error }, `could not close ${name}`);
      }
    }
  }

  async #withLimit(closing: Promise<unknown>): Promise<void> {
    const limit = new AbortController();
    const tooLong = sleep(this.#limitMs, undefined, { signal: limit.signal }).then(() => {
      throw new Error(`not closed within ${this.#limitMs} ms`);
    });
    try {
      await Promise.race([closing, tooLong]);
    } finally {
      tooLong.catch(() => undefined);
      limit.abort();
    }
  }
}
