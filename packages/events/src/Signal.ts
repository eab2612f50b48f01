/** Wakes one waiter; a signal that nobody waits for is kept for the next one. */
export class Signal {
  #fired = false;
  #wakeUp: (() => void) | undefined;

  fire(): void {
    this.#fired = true;
    this.#wakeUp?.();
  }

  /** Resolves when fired, or after a while. */
  async wait(limitMs?: number): Promise<void> {
    if (!this.#fired) {
      await new Promise<void>(resolve => {
        const timer =
          limitMs === undefined ? undefined : setTimeout(resolve, limitMs);
        this.#wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#fired = false;
    this.#wakeUp = undefined;
  }
}
