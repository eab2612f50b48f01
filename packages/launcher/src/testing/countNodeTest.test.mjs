import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'node:test';

import { cleanEnvironment, FIXTURES } from '../../test/helpers.mjs';
import { countNodeTest } from './countNodeTest.mjs';

const mixedSuite = path.join(FIXTURES, 'mixedSuite.mjs');

function runNodeTest(reporter) {
  const args = ['--test', `--test-reporter=${reporter}`, mixedSuite];
  const { stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: cleanEnvironment(),
  });
  return stdout;
}

describe('countNodeTest', () => {
  for (const reporter of ['tap', 'spec']) {
    const output = runNodeTest(reporter);

    it(`reads real output of node:test in the form "${reporter}"`, () => {
      const counts = countNodeTest(output);
      assert.deepEqual([counts.passed, counts.failed], [2, 1]);
      assert.deepEqual(counts.skipped, [
        { name: 'has no browser', reason: 'no Chromium on the PATH' },
      ]);
    });

    it(`says where a test failed and why, in the form "${reporter}"`, () => {
      const { failures } = countNodeTest(output + output);
      assert.deepEqual(
        failures.map(({ name }) => name),
        ['is wrong', 'is wrong'],
      );
      assert.match(failures[0].file, /mixedSuite\.mjs:8:3$/);
      const message = failures[0].lines.join('\n');
      assert.match(message, /The expression evaluated to a falsy value:/);
      assert.match(message, /mixedSuite\.mjs:8:31/);
      assert.doesNotMatch(message, /node:internal|duration_ms/);
    });
  }

  it('names the tests of a run that was stopped before its list of failures', () => {
    const cut = runNodeTest('spec').split('✖ failing tests:')[0];
    const names = countNodeTest(cut).failures.map(({ name }) => name);
    assert.ok(names.includes('is wrong'), names.join());
  });

  it('reads what our own checks say below a failed line, up to the next one', () => {
    const { failures } = countNodeTest(
      [
        'not ok 1 - node-service: rules: alerts fire',
        '  # 1 of 3 combinations',
        '  # rules.yaml: no owner',
        'ok 2 - fine',
        '  # looked at',
        'not ok 3 - known # TODO later',
        'not ok 4 - last',
        '# pass 1',
        '# fail 2',
      ].join('\n'),
    );
    assert.deepEqual(failures, [
      {
        name: 'node-service: rules: alerts fire',
        lines: ['# 1 of 3 combinations', '# rules.yaml: no owner'],
      },
      { name: 'last', lines: [] },
    ]);
  });

  it('does not take silence for success', () => {
    assert.equal(countNodeTest('Killed'), undefined);
  });
});
