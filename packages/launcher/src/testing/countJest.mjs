import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { readJson } from '../system/jsonFile.mjs';
import { firstLines } from './Failure.mjs';

const SUITE_FAILED = '● Test suite failed to run';
const NOT_RUN = ['pending', 'skipped', 'todo', 'disabled'];

/**
 * Reads what jest wrote with --json. A suite that failed beside its tests counts as one failure of its own: its file
 * does not load, something after its tests threw, or its worker died.
 *
 * @param {string} file
 * @param {string} [checkout] names of suites are given below it
 * @returns {import('./Failure.mjs').Counts | undefined} undefined when jest wrote nothing
 */
export function countJest(file, checkout) {
  const result = readJson(file);
  if (!result) {
    return undefined;
  }
  const suites = result.testResults.map(suite => ({
    ...suite,
    name: checkout ? path.relative(checkout, suite.name) : suite.name,
  }));
  const brokenSuites = suites.filter(isBroken);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenSuites.length,
    skipped: suites.flatMap(findSkipped),
    failures: [
      ...brokenSuites.map(describeBrokenSuite),
      ...suites.flatMap(findFailures),
    ],
  };
}

function isBroken({ status, message, assertionResults }) {
  return (
    status === 'failed' &&
    (assertionResults.every(test => test.status !== 'failed') ||
      stripVTControlCharacters(message).includes(SUITE_FAILED))
  );
}

function describeBrokenSuite({ name, message, assertionResults }) {
  const passed = assertionResults.filter(
    test => test.status === 'passed',
  ).length;
  return {
    name:
      assertionResults.length === 0
        ? `${name} could not run`
        : `${name} failed beside its tests, of which ${passed} passed`,
    file: name,
    lines: firstLines(
      stripVTControlCharacters(message).split(SUITE_FAILED).at(-1),
    ),
  };
}

function findFailures(suite) {
  return suite.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages = [] }) => ({
      name: fullName,
      file: suite.name,
      lines: firstLines(failureMessages.join('\n')),
    }));
}

function findSkipped(suite) {
  return suite.assertionResults
    .filter(({ status }) => NOT_RUN.includes(status))
    .map(({ fullName }) => ({
      name: fullName,
      reason: 'skipped in the test file',
    }));
}
