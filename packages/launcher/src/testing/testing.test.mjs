import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import {
  cleanEnvironment,
  FIXTURES,
  temporaryDirectory,
} from '../../test/helpers.mjs';
import { resolvePaths } from '../paths.mjs';
import { CHECKS } from '../checks.mjs';
import { countJest, countNodeTest } from './countTests.mjs';
import { judgeCoverage } from './coverageGate.mjs';
import { runCheck } from './runCheck.mjs';
import { printSummary } from './summary.mjs';

const mixedSuite = path.join(FIXTURES, 'mixedSuite.mjs');

function writeJson(t, content) {
  const file = path.join(temporaryDirectory(t), 'x.json');
  fs.writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('countNodeTest', () => {
  for (const reporter of ['tap', 'spec']) {
    it(`reads real output of node:test in the form "${reporter}"`, () => {
      const args = ['--test', `--test-reporter=${reporter}`, mixedSuite];
      const { stdout } = spawnSync(process.execPath, args, {
        encoding: 'utf8',
        env: cleanEnvironment(),
      });
      const counts = countNodeTest(stdout);
      assert.deepEqual([counts.passed, counts.failed], [2, 1]);
      assert.deepEqual(counts.skipped, [
        { name: 'has no browser', reason: 'no Chromium on the PATH' },
      ]);
      assert.ok(counts.failures.includes('is wrong'), counts.failures.join());
    });
  }

  it('does not take silence for success', () => {
    assert.equal(countNodeTest('Killed'), undefined);
  });
});

describe('countJest', () => {
  it('counts tests, names failures and skips, and counts a suite that could not run', t => {
    const file = writeJson(t, {
      numPassedTests: 5,
      numFailedTests: 1,
      testResults: [
        {
          name: '/a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'failed', fullName: 'adds' },
            { status: 'pending', fullName: 'later' },
          ],
        },
        { name: '/b.test.ts', status: 'failed', assertionResults: [] },
      ],
    });
    const counts = countJest(file);
    assert.deepEqual([counts.passed, counts.failed], [5, 2]);
    assert.deepEqual(counts.failures, ['adds', '/b.test.ts could not run']);
    assert.deepEqual(
      counts.skipped.map(({ name }) => name),
      ['later'],
    );
  });

  it('has nothing to say when jest wrote nothing', () => {
    assert.equal(countJest('/nowhere.json'), undefined);
  });
});

describe('judgeCoverage', () => {
  const summary = pct => ({
    total: { lines: { pct } },
    '/c/plugins/a/src/x.ts': { lines: { total: 10, covered: 2 } },
    '/c/plugins/b/src/x.ts': { lines: { total: 10, covered: 10 } },
  });
  const cases = [
    { pct: 80, enough: true },
    { pct: 79.99, enough: false },
  ];
  for (const { pct, enough } of cases) {
    it(`says ${enough ? 'enough' : 'too little'} at ${pct} %, and where tests are missing`, t => {
      const verdict = judgeCoverage({
        file: writeJson(t, summary(pct)),
        checkout: '/c',
      });
      assert.equal(verdict.enough, enough);
      assert.deepEqual(verdict.lowest, [
        'plugins/a: 20.0 % of lines, 8 lines not covered',
      ]);
    });
  }
});

describe('runCheck', () => {
  const run = (t, check) => {
    const paths = { ...resolvePaths({ data: temporaryDirectory(t) }) };
    return runCheck(
      { minutes: 1, counts: 'one', ...check },
      { paths, node: process.execPath },
    );
  };

  it('passes and fails with the command', async t => {
    const passed = await run(t, { name: 'yes', node: ['-e', ''] });
    assert.deepEqual([passed.passed, passed.failed], [1, 0]);
    const failed = await run(t, {
      name: 'no',
      node: ['-e', 'console.log("why it failed"); process.exit(3)'],
    });
    assert.deepEqual([failed.passed, failed.failed], [0, 1]);
    assert.deepEqual(failed.tail, ['why it failed']);
    assert.match(failed.failures[0], /"check-no" failed with exit code 3/);
  });

  it('fails a check by name when it does not end in time', async t => {
    const result = await run(t, {
      name: 'slow',
      node: ['-e', 'setInterval(() => {}, 1000)'],
      minutes: 0.01,
    });
    assert.equal(result.failed, 1);
    assert.match(
      result.failures[0],
      /"check-slow" did not finish within 1 s and was stopped/,
    );
  });

  it('fails when the command fails although every counted test passed', async t => {
    const script = 'console.log("# pass 3\\n# fail 0"); process.exit(1)';
    const result = await run(t, {
      name: 'liar',
      node: ['-e', script],
      counts: 'node-test',
    });
    assert.deepEqual([result.passed, result.failed], [3, 1]);
  });
});

describe('printSummary', () => {
  it('ends with the plain line, after failures and skips by name', () => {
    const lines = [];
    const steps = {
      line: (text = '') => lines.push(text),
      heading: text => lines.push(text),
    };
    printSummary({
      steps,
      results: [
        {
          check: { name: 'a', title: 'A' },
          passed: 2,
          failed: 0,
          skipped: [],
          failures: [],
        },
        {
          check: { name: 'b', title: 'B' },
          passed: 1,
          failed: 1,
          skipped: [{ name: 'x', reason: 'no y' }],
          failures: ['z'],
        },
      ],
    });
    assert.equal(lines.at(-1), '3 passed, 1 failed, 1 skipped');
    assert.ok(lines.includes('Failed: B (1)'));
    assert.ok(lines.includes('  B: x: no y'));
  });
});

describe('the list of checks', () => {
  it('has a name, a time limit and one way to run each', () => {
    assert.equal(new Set(CHECKS.map(({ name }) => name)).size, CHECKS.length);
    for (const check of CHECKS) {
      assert.equal(
        [check.yarn, check.node, check.judge].filter(Boolean).length,
        1,
        check.name,
      );
      assert.ok(check.minutes > 0 && check.title);
    }
  });
});
