import { sendSignal } from './stopProcess.mjs';

/**
 * One Ctrl-C can arrive twice: from the terminal and passed on by npm. Only a later signal means "at once".
 */
const SAME_PRESS_MS = 700;

/**
 * One place that knows how everything is stopped. Steps register what they started; stopping runs these in
 * reverse order. The first signal stops in order, the second one ends the children at once.
 */
export class Shutdown {
  #controller = new AbortController();
  #cleanups = [];
  #running;
  #children = new Set();
  #requested;
  #resolveRequested;

  constructor() {
    this.#requested = new Promise(resolve => {
      this.#resolveRequested = resolve;
    });
  }

  /** Aborts when a stop is requested. */
  get signal() {
    return this.#controller.signal;
  }

  /** Resolves with the reason once a stop is requested. */
  get requested() {
    return this.#requested;
  }

  /** Registers a step of the stop; the last registered runs first. */
  defer(cleanup) {
    this.#cleanups.push(cleanup);
  }

  /** Registers the process group of a child for the hard stop. */
  track(pid) {
    this.#children.add(pid);
    return () => this.#children.delete(pid);
  }

  request(reason) {
    if (!this.signal.aborted) {
      this.#controller.abort();
      this.#resolveRequested(reason);
    }
  }

  /** Runs every registered step once, also when a step fails. */
  async run() {
    this.#running ??= this.#runCleanups();
    return this.#running;
  }

  /** Listens to the terminal and the system. */
  listen({ onFirst, onForced, source = process }) {
    let firstAt;
    const handle = signal => {
      if (!this.signal.aborted) {
        firstAt = Date.now();
        onFirst(signal);
        this.request(signal);
        return;
      }
      if (firstAt !== undefined && Date.now() - firstAt < SAME_PRESS_MS) {
        return;
      }
      onForced(signal);
      for (const pid of this.#children) {
        sendSignal(pid, 'SIGKILL', true);
      }
      source.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      source.on(signal, handle);
    }
  }

  async #runCleanups() {
    const failures = [];
    for (const cleanup of this.#cleanups.reverse()) {
      try {
        await cleanup();
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }
}
