import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { resolvePaths } from '../paths.mjs';
import { CHECKS } from '../checks.mjs';
import { judgeCoverage } from './coverageGate.mjs';
import { runCheck } from './runCheck.mjs';

function writeJson(t, content) {
  const file = path.join(temporaryDirectory(t), 'x.json');
  fs.writeFileSync(file, JSON.stringify(content));
  return file;
}

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
    const [{ name, lines }] = failed.failures;
    assert.deepEqual(lines, ['why it failed']);
    assert.match(name, /"check-no" failed with exit code 3/);
  });

  it('fails a check by name when it does not end in time', async t => {
    const result = await run(t, {
      name: 'slow',
      node: ['-e', 'setInterval(() => {}, 1000)'],
      minutes: 0.01,
    });
    assert.equal(result.failed, 1);
    assert.match(
      result.failures[0].name,
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
