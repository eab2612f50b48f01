import type { Logger } from 'pino';
import { withTimeout } from './withTimeout.ts';

type Close = () => unknown;

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
        await withTimeout(Promise.resolve(close()), this.#limitMs);
      } catch (error) {
        this.#logger.error({ err: error }, `could not close ${name}`);
      }
    }
  }
}
