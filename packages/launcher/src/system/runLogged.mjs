import { spawn } from 'node:child_process';
import fs from 'node:fs';

import { EXIT } from '../exitCodes.mjs';
import { Interrupted, LauncherError } from '../LauncherError.mjs';
import { openLog, tailLog } from './logFile.mjs';
import { sendSignal } from './stopProcess.mjs';

/**
 * Runs one command to its end with its whole output in a log file.
 *
 * @remarks
 * The child gets its own process group, so that a Ctrl-C in the terminal reaches the launcher alone and a stop
 * reaches the grandchildren too.
 *
 * @param {{ command: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv, logs: string, name: string,
 *   signal?: AbortSignal, timeoutMs?: number, exitCode?: number, uid?: number, gid?: number, input?: string }} options
 * @returns {Promise<{ logFile: string }>}
 */
export async function runLogged(options) {
  const log = openLog(options.logs, options.name);
  const outcome = await runToEnd(options, log.fd).finally(() =>
    fs.closeSync(log.fd),
  );
  if (outcome.kind === 'exit' && outcome.code === 0) {
    return { logFile: log.file };
  }
  if (outcome.kind === 'interrupted') {
    throw new Interrupted();
  }
  throw new LauncherError(describeOutcome(options, outcome), {
    exitCode: options.exitCode ?? EXIT.failed,
    logFile: log.file,
    tail: tailLog(log.file),
  });
}

function runToEnd(options, fd) {
  return new Promise(resolve => {
    if (options.signal?.aborted) {
      resolve({ kind: 'interrupted' });
      return;
    }
    const child = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', fd, fd],
      detached: true,
      uid: options.uid,
      gid: options.gid,
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input);
    let stoppedBy;
    const stop = reason => {
      stoppedBy ??= reason;
      if (child.pid !== undefined) {
        sendSignal(child.pid, 'SIGTERM', true);
        setTimeout(() => sendSignal(child.pid, 'SIGKILL', true), 5000).unref();
      }
    };
    const interrupt = () => stop('interrupted');
    options.signal?.addEventListener('abort', interrupt, { once: true });
    const timer =
      options.timeoutMs && setTimeout(() => stop('timeout'), options.timeoutMs);
    const finish = outcome => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', interrupt);
      resolve(stoppedBy ? { kind: stoppedBy } : outcome);
    };
    child.once('error', error => finish({ kind: 'error', error }));
    child.once('exit', (code, signal) =>
      finish({ kind: 'exit', code, signal }),
    );
  });
}

function describeOutcome(options, outcome) {
  const what = `"${options.name}"`;
  if (outcome.kind === 'timeout') {
    return `The step ${what} did not finish within ${Math.round(options.timeoutMs / 1000)} s and was stopped.`;
  }
  if (outcome.kind === 'error') {
    return `The step ${what} could not start ${options.command}: ${outcome.error.message}.`;
  }
  const how = outcome.signal
    ? `was ended by ${outcome.signal}`
    : `failed with exit code ${outcome.code}`;
  return `The step ${what} ${how}.`;
}
