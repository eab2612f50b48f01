/*
 * Two cores run databases, browsers and checkers side by side, and a test may fail because its neighbours were heavy.
 * One that is wrong fails alone too. What passed alone is said by name, so that nobody takes it for sound.
 */

/** A rerun of most of a check tells nothing about neighbours. */
const MOST_FILES = 12;

/**
 * The check that runs only what failed, or the whole check again where its files cannot be named.
 *
 * @param {import('../checks.mjs').Check} check
 * @param {import('./Failure.mjs').Counts} first
 * @returns {(import('../checks.mjs').Check & { whole: boolean }) | undefined} undefined when it would say the same again
 */
export function planSecondTry(check, first) {
  if (first.failed === 0 || check.counts === 'one') {
    return undefined;
  }
  const name = `${check.name}-again`;
  const files = failedFiles(first);
  if (!files || !check.again) {
    return check.counts === 'jest'
      ? undefined
      : { ...check, name, whole: true };
  }
  if (files.length > MOST_FILES) {
    return undefined;
  }
  return { ...check, ...check.again(files), name, whole: false };
}

const TEST_FILE = /\.test\.[cm]?[jt]sx?$/;

/** @returns {string[] | undefined} undefined when a failure does not say which test file it was in, but a helper's */
function failedFiles({ failures }) {
  const files = failures.map(({ file }) => file?.replace(/(:\d+)+$/, ''));
  return files.length > 0 && files.every(file => TEST_FILE.test(file ?? ''))
    ? [...new Set(files)]
    : undefined;
}

/**
 * @param {import('./Failure.mjs').Counts} first
 * @param {import('./Failure.mjs').Counts} second
 * @returns {import('./Failure.mjs').Counts} of the whole check: skips and passes of the first run, failures of the second
 */
export function mergeSecondTry(first, second, { whole }) {
  // A second try in which nothing ran proves nothing.
  if (second.passed === 0) {
    return first;
  }
  const known = new Set(second.failures.map(({ name }) => name));
  return {
    ...first,
    passed: whole
      ? second.passed
      : Math.max(first.passed, first.passed + first.failed - second.failed),
    failed: second.failed,
    failures: second.failures,
    unsteady: first.failures.filter(({ name }) => !known.has(name)),
    logFile: second.failed > 0 ? second.logFile : first.logFile,
  };
}
