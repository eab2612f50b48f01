import { stripVTControlCharacters } from 'node:util';

/**
 * One thing that failed, as the summary of `npm test` prints it.
 *
 * @typedef {{ name: string, file?: string, lines?: string[] }} Failure
 *
 * @typedef {object} Counts what one check reported
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, reason: string }[]} skipped
 * @property {Failure[]} failures
 * @property {Failure[]} [unsteady] failed at first and passed alone
 */

const MOST_LINES = 12;

// Frames of libraries and of Node hide the one of ours.
const FOREIGN_FRAME =
  /(node_modules\/|node:internal\/).*:\d+\)?( \{)?$|^\s*at .*\(<anonymous>\)$/;

/** The start of a message, where the reason stands: without colours, empty lines, foreign frames and what follows. */
export function firstLines(message, most = MOST_LINES) {
  return stripVTControlCharacters(message)
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line && !FOREIGN_FRAME.test(line))
    .slice(0, most);
}
