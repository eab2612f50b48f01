import { EXIT } from './exitCodes.mjs';

/**
 * A failure that a person can act on: one clear message, what to do next, and the log that has the rest.
 */
export class LauncherError extends Error {
  /**
   * @param {string} message what happened, where, with which value
   * @param {{ exitCode?: number, hint?: string, logFile?: string, tail?: string[], cause?: unknown }} [details]
   */
  constructor(message, details = {}) {
    super(message, { cause: details.cause });
    this.name = 'LauncherError';
    this.exitCode = details.exitCode ?? EXIT.failed;
    this.hint = details.hint;
    this.logFile = details.logFile;
    this.tail = details.tail ?? [];
  }
}

/** Thrown when a person or the system asks the launcher to stop in the middle of a step. */
export class Interrupted extends Error {
  constructor(reason = 'stop requested') {
    super(reason);
    this.name = 'Interrupted';
  }
}
