import { setTimeout as sleep } from 'node:timers/promises';

import { BackendProcess } from '../backend/BackendProcess.mjs';
import { waitUntilReady } from '../backend/readiness.mjs';
import { tailLog } from '../system/logFile.mjs';

const FAILURES_IN_A_ROW = 6;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A service that was ready this long has recovered from what ended it before. */
const RECOVERED_AFTER_MS = 60_000;

/**
 * Keeps one service running: starts it, waits for /ready, starts it again with growing pauses when it ends, and
 * gives up when it keeps ending.
 */
export class SupervisedService {
  #options;
  #process;
  #stopping = new AbortController();
  #failures = 0;
  #finished;

  /**
   * @param {{ name: string, port: number, command: { command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv },
   *   logs: string, readyWithinMs?: number, firstPauseMs?: number,
   *   onStarted: (identity: import('../system/processIdentity.mjs').ProcessIdentity | undefined) => void,
   *   say: (text: string) => void }} options
   */
  constructor(options) {
    this.#options = options;
  }

  get name() {
    return this.#options.name;
  }

  get port() {
    return this.#options.port;
  }

  get logFile() {
    return this.#process?.logFile;
  }

  /**
   * Starts the service, and from then on keeps it running.
   *
   * @returns {Promise<{ outcome: 'ready', tookMs: number } | { outcome: 'failed', reason: string, logFile: string, tail: string[] } | { outcome: 'interrupted' }>}
   *   what became of the first start
   */
  start() {
    return new Promise(resolve => {
      this.#finished = this.#keepRunning(resolve);
    });
  }

  async stop() {
    this.#stopping.abort();
    const how = await this.#process?.stop();
    await this.#finished;
    return how;
  }

  async #keepRunning(tellFirst) {
    const { say } = this.#options;
    const { signal } = this.#stopping;
    for (let run = 1; !signal.aborted; run += 1) {
      const end = await this.#runOnce(run, tellFirst);
      if (signal.aborted) {
        break;
      }
      this.#failures =
        end.wasReadyMs >= RECOVERED_AFTER_MS ? 1 : this.#failures + 1;
      tellFirst({
        outcome: 'failed',
        reason: end.reason,
        logFile: this.logFile,
        tail: tailLog(this.logFile),
      });
      if (this.#failures >= FAILURES_IN_A_ROW) {
        say(
          `${this.name} ended ${this.#failures} times in a row (${end.reason}); it is left alone now. Log: ${this.logFile}`,
        );
        return;
      }
      const pauseMs = this.#pause();
      say(
        `${this.name} ended (${end.reason}); starting it again in ${pauseMs / 1000} s. Log: ${this.logFile}`,
      );
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
    tellFirst({ outcome: 'interrupted' });
  }

  /** One process from its start to its end. */
  async #runOnce(run, tellFirst) {
    const { command, logs, name, onStarted, port, say } = this.#options;
    const { signal } = this.#stopping;
    const startedAt = Date.now();
    this.#process = new BackendProcess({ ...command, logs, name }).start();
    onStarted(this.#process.identity);
    const outcome = await waitUntilReady({
      port,
      path: '/ready',
      exited: this.#process.exited,
      signal,
      timeoutMs: this.#options.readyWithinMs ?? 60_000,
      everyMs: 25,
    });
    const readyAt = Date.now();
    if (outcome === 'ready') {
      tellFirst({ outcome: 'ready', tookMs: readyAt - startedAt });
      if (run > 1) {
        say(`${name} is back on port ${port}.`);
      }
    }
    if (outcome === 'timeout') {
      await this.#process.stop();
      const waited = Math.round((readyAt - startedAt) / 1000);
      return { reason: `not ready within ${waited} s`, wasReadyMs: 0 };
    }
    const reason = await this.#process.exited;
    const wasReadyMs = outcome === 'ready' ? Date.now() - readyAt : 0;
    return { reason, wasReadyMs };
  }

  #pause() {
    const first = this.#options.firstPauseMs ?? FIRST_PAUSE_MS;
    return Math.min(LONGEST_PAUSE_MS, first * 2 ** (this.#failures - 1));
  }
}
