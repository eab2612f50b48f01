/**
 * What has to be undone, in reverse order, at the end or when the person
 * interrupts. Each entry runs once, and one that fails does not stop the rest.
 */
export class CleanupStack {
  #entries = [];

  /** @returns {() => Promise<void>} runs the entry now and forgets it */
  defer(undo) {
    const entry = { undo };
    this.#entries.push(entry);
    return () => this.#run(entry);
  }

  async runAll() {
    while (this.#entries.length > 0) {
      await this.#run(this.#entries.at(-1));
    }
  }

  async #run(entry) {
    const index = this.#entries.indexOf(entry);
    if (index === -1) {
      return;
    }
    this.#entries.splice(index, 1);
    try {
      await entry.undo();
    } catch (error) {
      process.stderr.write(`bench: clean-up failed: ${error.message}\n`);
    }
  }
}
