import { readJson } from '../system/jsonFile.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[], failures: string[] }} Counts
 */

export const NOTHING = Object.freeze({
  passed: 0,
  failed: 0,
  skipped: [],
  failures: [],
});

/** Reads what jest wrote with --json. A suite that could not even run counts as one failure. */
export function countJest(file) {
  const result = readJson(file);
  if (!result) {
    return undefined;
  }
  const tests = result.testResults.flatMap(suite =>
    suite.assertionResults.map(test => ({ ...test, suite: suite.name })),
  );
  const brokenSuites = result.testResults.filter(
    suite => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenSuites.length,
    skipped: tests
      .filter(({ status }) =>
        ['pending', 'skipped', 'todo', 'disabled'].includes(status),
      )
      .map(({ fullName }) => ({
        name: fullName,
        reason: 'skipped in the test file',
      })),
    failures: [
      ...tests
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => fullName),
      ...brokenSuites.map(suite => `${suite.name} could not run`),
    ],
  };
}

/**
 * Reads the output of node:test, in TAP or in its own words ("# pass 3", "ℹ pass 3"). Several runs in one log add up.
 *
 * @returns {Counts | undefined} undefined when no run reported
 */
export function countNodeTest(text) {
  const sum = word => {
    const found = [
      ...text.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'gm')),
    ];
    return found.length === 0
      ? undefined
      : found.reduce((total, [, number]) => total + Number(number), 0);
  };
  const passed = sum('pass');
  if (passed === undefined) {
    return undefined;
  }
  return {
    passed,
    failed: (sum('fail') ?? 0) + (sum('cancelled') ?? 0),
    skipped: findSkipped(text),
    failures: findFailures(text),
  };
}

function findSkipped(text) {
  const tap = [...text.matchAll(/^\s*ok \d+ - (.+?) # SKIP ?(.*)$/gm)];
  const spec = [...text.matchAll(/^\s*﹣ (.+?) \([\d.]+ms\) # ?(.*)$/gm)];
  return [...tap, ...spec].map(([, name, reason]) => ({
    name,
    reason: reason || 'skipped in the test file',
  }));
}

function findFailures(text) {
  const tap = [...text.matchAll(/^\s*not ok \d+ - (.+)$/gm)];
  const spec = [...text.matchAll(/^\s*✖ (.+?) \([\d.]+ms\)$/gm)];
  return [...new Set([...tap, ...spec].map(([, name]) => name))];
}
