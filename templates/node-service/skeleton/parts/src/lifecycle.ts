import type { Logger } from './logger.ts';

type Close = () => Promise<unknown>;

/** Remembers what was opened and closes it in the opposite order. */
export class Lifecycle {
  readonly #logger: Logger;
  readonly #opened: { name: string; close: Close }[] = [];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  onClose(name: string, close: Close): void {
    this.#opened.push({ name, close });
  }

  /** One part that fails to close does not keep the others open. */
  async close(): Promise<void> {
    for (const { name, close } of this.#opened.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        this.#logger.error({ err: error }, `could not close ${name}`);
      }
    }
  }
}
