import { spawn } from 'node:child_process';
import fs from 'node:fs';

import { residentMegabytes } from './residentMegabytes.mjs';

const STOP_WITHIN_MS = 20_000;

/** One child with its log, stopped by its id. */
export class BenchProcess {
  #child;
  #logFile;
  /** Several starts may share one log. */
  #logStart;
  /** Resolves with a description once the process has ended. */
  exited;
  hasExited = false;

  constructor({ command, args, cwd, env, logFile }) {
    this.#logFile = logFile;
    const log = fs.openSync(logFile, 'a');
    this.#logStart = fs.fstatSync(log).size;
    this.#child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    this.exited = new Promise(resolve => {
      const end = text => {
        this.hasExited = true;
        resolve(text);
      };
      this.#child.once('error', error => end(error.message));
      this.#child.once('exit', (code, signal) =>
        end(signal ? `ended by ${signal}` : `exit code ${code}`),
      );
    });
  }

  get pid() {
    return this.#child.pid;
  }

  residentMegabytes() {
    return residentMegabytes(this.#child.pid);
  }

  logEnd(lines = 15) {
    const text = fs.readFileSync(this.#logFile, 'utf8');
    return text.trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** A backend whose start failed may live on without ever being ready; only its log says so. */
  startupFailed() {
    const text = fs.readFileSync(this.#logFile, 'utf8').slice(this.#logStart);
    return /Unhandled rejection|Backend startup failed/.test(text);
  }

  async stop() {
    if (this.hasExited || this.#child.pid === undefined) {
      return;
    }
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.exited;
    clearTimeout(timer);
  }
}
