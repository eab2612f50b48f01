import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { resolvePaths } from '../paths.mjs';
import { runCheck } from './runCheck.mjs';
import { mergeSecondTry, planSecondTry } from './secondTry.mjs';
import { summaryLine } from './summary.mjs';

const REPORT = `
  const fs = require('node:fs');
  const { FAIL, STATE } = process.env;
  const second = fs.existsSync(STATE);
  fs.writeFileSync(STATE, '');
  const bad = FAIL === 'always' || (FAIL === 'once' && !second);
  console.log((bad ? 'not ok' : 'ok') + ' 1 - keeps order');
  console.log('# pass ' + (bad ? 2 : 3) + '\\n# fail ' + (bad ? 1 : 0));
  process.exit(bad ? 1 : 0);
`;

function run(t, fail, options = {}) {
  const directory = temporaryDirectory(t);
  const env = { FAIL: fail, STATE: path.join(directory, 'state') };
  return runCheck(
    { name: 'x', minutes: 1, counts: 'node-test', node: ['-e', REPORT], env },
    {
      paths: resolvePaths({ data: directory }),
      node: process.execPath,
      ...options,
    },
  );
}

describe('what failed in a check', () => {
  it('is unsteady, by name, when it passes alone', async t => {
    const result = await run(t, 'once');
    assert.deepEqual([result.passed, result.failed], [3, 0]);
    assert.deepEqual(
      result.unsteady.map(({ name }) => name),
      ['keeps order'],
    );
    assert.equal(
      summaryLine([result]),
      '3 passed, 0 failed, 0 skipped, 1 unsteady',
    );
  });

  it('stays failed when it fails alone too', async t => {
    const result = await run(t, 'always');
    assert.deepEqual([result.passed, result.failed], [2, 1]);
    assert.deepEqual(result.unsteady, []);
    assert.match(fs.readFileSync(result.logFile, 'utf8'), /not ok/);
    assert.match(result.logFile, /check-x-again\.log$/);
  });

  it('stays failed when the first answer is asked for', async t => {
    assert.equal((await run(t, 'once', { once: true })).failed, 1);
  });
});

describe('mergeSecondTry', () => {
  it('believes no second try in which nothing ran', () => {
    const first = {
      passed: 4,
      failed: 1,
      skipped: [],
      failures: [{ name: 'a' }],
    };
    const empty = { passed: 0, failed: 0, skipped: [], failures: [] };
    assert.equal(mergeSecondTry(first, empty, { whole: false }), first);
  });
});

describe('planSecondTry', () => {
  const again = files => ({ node: files });
  const check = { name: 'x', counts: 'node-test', minutes: 1, again };
  const failed = (...files) => ({
    failed: files.length,
    failures: files.map((file, at) => ({ name: `t${at}`, file })),
  });

  it('runs the files that failed, each once', () => {
    const plan = planSecondTry(
      check,
      failed('a.test.ts:3:1', 'a.test.ts:9:1', 'b.test.mjs'),
    );
    assert.deepEqual(plan.node, ['a.test.ts', 'b.test.mjs']);
    assert.equal(plan.whole, false);
  });

  it('runs the whole check when a failure does not say where', () => {
    assert.equal(
      planSecondTry(check, failed('a.test.ts', undefined)).whole,
      true,
    );
    assert.equal(
      planSecondTry(check, failed('testing/contract.ts:4:1')).whole,
      true,
    );
    assert.equal(
      planSecondTry({ ...check, again: undefined }, failed('a.test.ts')).whole,
      true,
    );
  });

  it('gives no second try to what is green, what always says the same, and what fails widely', () => {
    const many = Array.from({ length: 13 }, (_, at) => `${at}.test.ts`);
    assert.equal(planSecondTry(check, failed()), undefined);
    assert.equal(
      planSecondTry({ ...check, counts: 'one' }, failed(undefined)),
      undefined,
    );
    assert.equal(planSecondTry(check, failed(...many)), undefined);
  });
});
