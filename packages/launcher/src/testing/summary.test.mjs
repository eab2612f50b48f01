import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { printSummary } from './summary.mjs';

function summarize(results) {
  const lines = [];
  const steps = {
    line: (text = '') => lines.push(text),
    heading: text => lines.push(text),
  };
  const nothing = { passed: 0, failed: 0, skipped: [], failures: [] };
  printSummary({
    steps,
    results: results.map(result => ({ ...nothing, ...result })),
  });
  return lines;
}

const check = { name: 'b', title: 'B' };

describe('printSummary', () => {
  it('ends with skips by name, then failures, then the plain line', () => {
    const lines = summarize([
      { check: { name: 'a', title: 'A' }, passed: 2 },
      {
        check,
        passed: 1,
        failed: 1,
        skipped: [{ name: 'x', reason: 'no y' }],
        failures: [{ name: 'z' }],
      },
    ]);
    assert.equal(lines.at(-1), '3 passed, 1 failed, 1 skipped');
    const skipped = lines.indexOf('  B: x: no y');
    const failed = lines.indexOf('Failed: B (1)');
    assert.ok(skipped >= 0 && skipped < failed, lines.join('\n'));
    assert.ok(lines.indexOf('  ✗ z') > failed);
  });

  it('prints file and message of each failure, and a shared message once', () => {
    const failures = ['one', 'two', 'three'].map(name => ({
      name,
      file: 'a.test.ts',
      lines: name === 'three' ? ['other'] : ['no server', '  at here'],
    }));
    const text = summarize([
      { check, failed: 3, failures, logFile: '/logs/b.log' },
    ]).join('\n');
    assert.match(text, /✗ one\n {4}a\.test\.ts\n {6}no server\n {8}at here\n/);
    assert.match(text, /✗ two\n.*\n {6}\(the same message as above\)\n/);
    assert.match(text, /✗ three\n.*\n {6}other\n {2}All of it: \/logs\/b\.log/);
  });

  it('says how many failures it leaves out', () => {
    const failures = Array.from({ length: 33 }, (_, at) => ({
      name: `t${at}`,
    }));
    const lines = summarize([{ check, failed: 33, failures }]);
    assert.ok(lines.includes('  ✗ t29'));
    assert.ok(!lines.includes('  ✗ t30'));
    assert.ok(lines.includes('  ... and 3 more'));
  });
});
