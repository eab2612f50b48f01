import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openLog, trimLog } from '../system/logFile.mjs';
import { identifyProcess } from '../system/processIdentity.mjs';
import { stopProcess } from '../system/stopProcess.mjs';

const FOLLOW_LAUNCHER = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  'followLauncher.cjs',
);

/** The backend closes its connections and finishes running work on SIGTERM; it gets time for that. */
const STOP_LADDER = [
  { signal: 'SIGTERM', waitMs: 15_000 },
  { signal: 'SIGKILL', waitMs: 5_000, group: true },
];

/** One long-running child with its log: the backend, or in development a watcher. */
export class BackendProcess {
  #options;
  #identity;
  #trimTimer;
  logFile;
  /** Resolves with a description once the process has ended. */
  exited;

  /**
   * @param {{ command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, logs: string, name: string,
   *   echo?: boolean, followLauncher?: boolean }} options
   */
  constructor(options) {
    this.#options = options;
  }

  get identity() {
    return this.#identity;
  }

  start() {
    const {
      command,
      args,
      cwd,
      env,
      logs,
      name,
      followLauncher = true,
    } = this.#options;
    const log = openLog(logs, name);
    this.logFile = log.file;
    const child = spawn(
      command,
      followLauncher ? ['--require', FOLLOW_LAUNCHER, ...args] : args,
      {
        cwd,
        env: followLauncher ? { ...env, PORTAL_LIFELINE_FD: '3' } : env,
        stdio: ['ignore', log.fd, log.fd, 'pipe'],
        // Its own session: the launcher alone decides when it stops.
        detached: true,
      },
    );
    fs.closeSync(log.fd);
    // The lifeline carries no data; a child that closes it early is of no interest.
    child.stdio[3]?.on('error', () => {});
    this.#identity =
      child.pid === undefined ? undefined : identifyProcess(child.pid);
    this.exited = new Promise(resolve => {
      child.once('error', error =>
        resolve(`could not start: ${error.message}`),
      );
      child.once('exit', (code, signal) =>
        resolve(signal ? `ended by ${signal}` : `exit code ${code}`),
      );
    });
    this.#trimTimer = setInterval(() => trimLog(this.logFile), 60_000);
    this.#trimTimer.unref();
    return this;
  }

  async stop() {
    clearInterval(this.#trimTimer);
    return this.#identity ? stopProcess(this.#identity, STOP_LADDER) : 'gone';
  }
}
