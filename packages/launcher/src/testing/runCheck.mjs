import path from 'node:path';

import { findYarnRelease, yarnEnvironment } from '../prepare/yarnInstall.mjs';
import { readLogEnd } from '../system/logFile.mjs';
import { runLogged } from '../system/runLogged.mjs';
import { countJest } from './countJest.mjs';
import { countNodeTest } from './countNodeTest.mjs';
import { judgeCoverage, REQUIRED_PERCENT } from './coverageGate.mjs';
import { mergeSecondTry, planSecondTry } from './secondTry.mjs';

const WHOLE_LOG = 64 * 1024 * 1024;

/**
 * Runs one check to its counts. What failed in it runs once more, alone, unless `once` is set or the check always says
 * the same: a test that passes then is reported as unsteady, by name.
 *
 * @param {import('../checks.mjs').Check} check
 * @returns {Promise<import('./Failure.mjs').Counts & { logFile?: string, note?: string }>}
 */
export async function runCheck(check, context) {
  if (check.judge === 'coverage') {
    return judge(check, context.paths);
  }
  const first = await runOnce(check, context);
  const again = context.once ? undefined : planSecondTry(check, first);
  return again
    ? mergeSecondTry(first, await runOnce(again, context), again)
    : first;
}

/** A check that fails without saying how many tests failed counts as one failure. */
async function runOnce(check, { paths, node, signal }) {
  const { failure, logFile } = await runCommand(check, { paths, node, signal });
  const counts = readCounts(check, { paths, logFile }) ?? {
    passed: failure ? 0 : 1,
    failed: 0,
    skipped: [],
    failures: [],
  };
  if (failure && counts.failed === 0) {
    return {
      ...counts,
      failed: 1,
      failures: [{ name: failure.message, lines: failure.tail }],
      logFile,
    };
  }
  return { ...counts, logFile };
}

async function runCommand(check, { paths, node, signal }) {
  const fill = text => text.replace('{logs}', paths.logs);
  const args = check.yarn
    ? [findYarnRelease(paths.checkout), ...check.yarn.map(fill)]
    : check.node.map(fill);
  const name = `check-${check.name}`;
  try {
    await runLogged({
      command: node,
      args,
      cwd: paths.checkout,
      env: {
        ...yarnEnvironment(node),
        CI: '1',
        FORCE_COLOR: '0',
        ...check.env,
      },
      logs: paths.logs,
      name,
      signal,
      timeoutMs: check.minutes * 60_000,
    });
    return { logFile: path.join(paths.logs, `${name}.log`) };
  } catch (error) {
    if (error.name !== 'LauncherError') {
      throw error;
    }
    return { failure: error, logFile: error.logFile };
  }
}

function readCounts(check, { paths, logFile }) {
  if (check.counts === 'jest') {
    const file = check.results ?? 'jest.json';
    return countJest(path.join(paths.logs, file), paths.checkout);
  }
  return check.counts === 'node-test'
    ? countNodeTest(readLogEnd(logFile, WHOLE_LOG))
    : undefined;
}

function judge(check, paths) {
  const verdict = judgeCoverage({
    file: path.join(paths.logs, 'coverage/coverage-summary.json'),
    checkout: paths.checkout,
  });
  if (!verdict) {
    const reason = 'no coverage was measured; run the check "units" too';
    return {
      passed: 0,
      failed: 0,
      skipped: [{ name: check.title, reason }],
      failures: [],
    };
  }
  const note = `${verdict.percent} % of lines, ${REQUIRED_PERCENT} % required`;
  return verdict.enough
    ? { passed: 1, failed: 0, skipped: [], failures: [], note }
    : {
        passed: 0,
        failed: 1,
        skipped: [],
        failures: [{ name: note, lines: verdict.lowest }],
        note,
      };
}
