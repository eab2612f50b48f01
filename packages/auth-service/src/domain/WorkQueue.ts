import { tooBusy } from './problems.ts';

/**
 * Lets a few pieces of work run at once, and a bounded number wait. Password hashing is made to be expensive in
 * memory and time; without a bound, a burst of sign-ins would take the whole replica down.
 */
export class WorkQueue {
  readonly #places: number;
  readonly #waitingLimit: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: { places: number; waitingLimit: number }) {
    this.#places = options.places;
    this.#waitingLimit = options.waitingLimit;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#places) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#waitingLimit) throw tooBusy();
    await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  /** Hands the place on instead of freeing it, so that nobody slips in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
