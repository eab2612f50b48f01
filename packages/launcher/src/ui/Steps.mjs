const FRAMES = ['|', '/', '-', '\\'];

/**
 * Prints what the launcher does: one line per step with the time it took. A terminal gets a live line for a long
 * step; a file or a pipeline gets plain lines and a sign of life every half minute.
 */
export class Steps {
  #stream;
  #isTerminal;
  #colour;
  #marks;
  #heartbeatMs;
  #liveWidth = 0;

  constructor({
    stream = process.stdout,
    env = process.env,
    heartbeatMs = 30_000,
  } = {}) {
    this.#stream = stream;
    this.#isTerminal = Boolean(stream.isTTY) && env.TERM !== 'dumb' && !env.CI;
    this.#colour = this.#isTerminal && !env.NO_COLOR;
    this.#heartbeatMs = heartbeatMs;
    const unicode = /utf-?8/i.test(
      `${env.LC_ALL || env.LC_CTYPE || env.LANG || ''}`,
    );
    this.#marks = unicode
      ? { ok: '✓', failed: '✗', warn: '!' }
      : { ok: 'ok', failed: 'failed', warn: '!' };
  }

  line(text = '') {
    this.#clearLive();
    this.#write(`${text}\n`);
  }

  heading(text) {
    this.line(this.#paint('1', text));
  }

  warn(text) {
    this.line(`${this.#paint('33', this.#marks.warn)} ${text}`);
  }

  /**
   * Runs one step and prints its outcome. The action gets an object whose `title` it may change, for example to
   * say that nothing was to do, whose `detail` is added behind it, and whose `failed` marks a failure that does not
   * end the run.
   *
   * @template T
   * @param {string} title
   * @param {(step: { title: string, detail?: string, failed?: boolean }) => Promise<T> | T} action
   * @returns {Promise<T>}
   */
  async run(title, action) {
    const step = { title, detail: undefined, failed: false };
    const started = Date.now();
    const stopLive = this.#startLive(step, started);
    try {
      const result = await action(step);
      stopLive();
      const mark = step.failed
        ? this.#paint('31', this.#marks.failed)
        : this.#paint('32', this.#marks.ok);
      this.#finish(mark, step, started);
      return result;
    } catch (error) {
      stopLive();
      const isInterrupted = error?.name === 'Interrupted';
      const mark = isInterrupted
        ? this.#paint('33', '-')
        : this.#paint('31', this.#marks.failed);
      this.#finish(
        mark,
        isInterrupted ? { title: `${title}: stopped` } : step,
        started,
      );
      throw error;
    }
  }

  #finish(mark, step, started) {
    const detail = step.detail ? `  ${this.#paint('2', step.detail)}` : '';
    this.line(
      `${mark} ${step.title.padEnd(46)} ${seconds(started).padStart(8)}${detail}`,
    );
  }

  #startLive(step, started) {
    let frame = 0;
    const tick = () => {
      if (this.#isTerminal) {
        frame += 1;
        this.#writeLive(
          `${FRAMES[frame % FRAMES.length]} ${step.title.padEnd(46)} ${seconds(started).padStart(8)}`,
        );
      } else {
        this.line(`... ${step.title}: still running after ${seconds(started)}`);
      }
    };
    const timer = setInterval(tick, this.#isTerminal ? 150 : this.#heartbeatMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  #writeLive(text) {
    const columns = this.#stream.columns ?? 80;
    const shown = text.slice(0, columns - 1);
    this.#write(`\r${shown.padEnd(this.#liveWidth)}`);
    this.#liveWidth = shown.length;
  }

  #clearLive() {
    if (this.#liveWidth > 0) {
      this.#write(`\r${' '.repeat(this.#liveWidth)}\r`);
      this.#liveWidth = 0;
    }
  }

  #paint(code, text) {
    return this.#colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  }

  #write(text) {
    // A closed terminal must not end the launcher before it has stopped its children.
    if (!this.#stream.destroyed) {
      this.#stream.write(text);
    }
  }
}

export function seconds(started, now = Date.now()) {
  return `${((now - started) / 1000).toFixed(1)} s`;
}
