import { findNodeTestFailures } from './nodeTestFailures.mjs';

/**
 * Reads the output of node:test, in TAP or in its own words ("# pass 3", "ℹ pass 3"). Several runs in one log add up.
 *
 * @returns {import('./Failure.mjs').Counts | undefined} undefined when no run reported
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
    failures: findNodeTestFailures(text),
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
