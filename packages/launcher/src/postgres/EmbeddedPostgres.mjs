import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { EXIT } from '../exitCodes.mjs';
import { Interrupted, LauncherError } from '../LauncherError.mjs';
import { openLog, readLogEnd, tailLog } from '../system/logFile.mjs';
import { findFreePort } from '../system/ports.mjs';
import { identifyProcess } from '../system/processIdentity.mjs';
import { sendSignal, stopProcess } from '../system/stopProcess.mjs';
import { DATABASE_NAME, DATABASE_USER, ensureCluster } from './cluster.mjs';
import {
  findRunningPostmaster,
  readPostmasterFile,
  removeStalePostmasterFile,
} from './postmasterFile.mjs';
import { wrapCommand } from './runAs.mjs';
import { serverArguments } from './tuning.mjs';

/** Fast shutdown first, then immediate, then the end: a crash recovery at the next start is still safe. */
const STOP_LADDER = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * The embedded server as a child process. Emits `exit` with a description when it ends without being asked to.
 */
export class EmbeddedPostgres extends EventEmitter {
  #runAs;
  #password;
  #logs;
  #identity;
  #port;
  #stopping = false;
  #logFile;

  constructor({ runAs, password, logs }) {
    super();
    this.#runAs = runAs;
    this.#password = password;
    this.#logs = logs;
  }

  get port() {
    return this.#port;
  }

  get identity() {
    return this.#identity;
  }

  get logFile() {
    return this.#logFile;
  }

  /** The variables through which the backend and tools reach the database. */
  get environment() {
    return {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: String(this.#port),
      POSTGRES_USER: DATABASE_USER,
      POSTGRES_PASSWORD: this.#password,
      POSTGRES_DATABASE: DATABASE_NAME,
    };
  }

  /**
   * Makes the cluster when needed and starts the server.
   *
   * @param {{ signal?: AbortSignal, preferredPort?: number }} [options]
   * @returns {Promise<{ cluster: 'created' | 'present', recovered: boolean }>}
   */
  async start({ signal, preferredPort } = {}) {
    const leftover = await this.stopLeftover();
    const cluster = await ensureCluster({
      runAs: this.#runAs,
      password: this.#password,
      logs: this.#logs,
      signal,
    });
    await this.#startOnFreePort({ signal, preferredPort });
    return { cluster, recovered: leftover !== 'none' };
  }

  /** Starts again on the same port, so that the pools of the backend find it. */
  async restart({ signal } = {}) {
    removeStalePostmasterFile(this.#runAs.directory);
    await this.#launch(this.#port, signal);
  }

  /** Stops a server that a killed launcher left behind. */
  async stopLeftover() {
    const running = findRunningPostmaster(this.#runAs.directory);
    if (running) {
      await stopProcess(running, STOP_LADDER);
    }
    const file = removeStalePostmasterFile(this.#runAs.directory);
    if (running) {
      return 'stopped';
    }
    return file === 'removed' ? 'cleaned' : 'none';
  }

  async stop() {
    this.#stopping = true;
    return this.#identity ? stopProcess(this.#identity, STOP_LADDER) : 'gone';
  }

  async #startOnFreePort({ signal, preferredPort }) {
    let port = await findFreePort(preferredPort);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#launch(port, signal);
        return;
      } catch (error) {
        // Another program may take the port between the search and the start.
        if (
          attempt === 3 ||
          !error.tail?.some(line => line.includes('Address already in use'))
        ) {
          throw error;
        }
        port = await findFreePort();
      }
    }
  }

  async #launch(port, signal) {
    const log = openLog(this.#logs, 'postgres');
    this.#logFile = log.file;
    const [command, ...args] = wrapCommand(
      this.#runAs,
      'postgres',
      serverArguments({ directory: this.#runAs.directory, port }),
    );
    const child = spawn(command, args, {
      cwd: this.#runAs.directory,
      env: { PATH: process.env.PATH, LANG: 'C', TZ: 'UTC' },
      stdio: ['ignore', log.fd, log.fd],
      // Its own session: a Ctrl-C in the terminal must not stop the database before the backend.
      detached: true,
      uid: this.#runAs.uid,
      gid: this.#runAs.gid,
    });
    fs.closeSync(log.fd);
    const ended = new Promise(resolve => {
      child.once('error', error =>
        resolve(`could not start: ${error.message}`),
      );
      child.once('exit', (code, signalName) =>
        resolve(signalName ? `ended by ${signalName}` : `exit code ${code}`),
      );
    });
    this.#identity =
      child.pid === undefined ? undefined : identifyProcess(child.pid);
    this.#port = port;
    await this.#waitUntilReady({ pid: child.pid, ended, signal });
    void ended.then(reason => {
      if (!this.#stopping) {
        this.emit('exit', reason);
      }
    });
  }

  async #waitUntilReady({ pid, ended, signal }) {
    let reason;
    void ended.then(text => {
      reason = text;
    });
    const deadline = Date.now() + 120_000;
    while (Date.now() < deadline) {
      if (reason) {
        throw this.#startFailure(`PostgreSQL did not start (${reason}).`);
      }
      const file = readPostmasterFile(this.#runAs.directory);
      if (file?.pid === pid && file.status === 'ready') {
        return;
      }
      if (signal?.aborted) {
        await this.stop();
        throw new Interrupted();
      }
      await sleep(20);
    }
    sendSignal(pid, 'SIGQUIT');
    throw this.#startFailure('PostgreSQL was not ready within 120 s.');
  }

  #startFailure(message) {
    const text = readLogEnd(this.#logFile);
    const isFull = /No space left on device/.test(text);
    return new LauncherError(
      isFull
        ? `PostgreSQL did not start: the disk of ${this.#runAs.directory} is full.`
        : message,
      {
        exitCode: isFull ? EXIT.environment : EXIT.database,
        hint: isFull
          ? 'Free some space, then run the command again. Nothing is lost.'
          : undefined,
        logFile: this.#logFile,
        tail: tailLog(this.#logFile),
      },
    );
  }
}
