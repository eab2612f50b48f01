/** One line per step, with the time it took; a step that is running is said first on a terminal. */
export class Progress {
  #stream;
  #startedAt = Date.now();

  constructor(stream = process.stderr) {
    this.#stream = stream;
  }

  line(text) {
    this.#stream.write(`${text}\n`);
  }

  /** @returns what `work` returns */
  async step(title, work, describe = () => '') {
    const startedAt = Date.now();
    if (this.#stream.isTTY) {
      this.#stream.write(`  ${title} ...`);
    }
    try {
      const result = await work();
      this.#end(title, startedAt, describe(result));
      return result;
    } catch (error) {
      this.#end(title, startedAt, 'failed');
      throw error;
    }
  }

  #end(title, startedAt, detail) {
    const took = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
    const clear = this.#stream.isTTY ? '\r\u001b[2K' : '';
    const at = Math.round((Date.now() - this.#startedAt) / 1000);
    const suffix = detail ? `: ${detail}` : '';
    this.#stream.write(
      `${clear}${String(at).padStart(5)} s ${took} s  ${title}${suffix}\n`,
    );
  }
}
