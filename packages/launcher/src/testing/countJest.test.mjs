import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
  cleanEnvironment,
  FIXTURES,
  temporaryDirectory,
} from '../../test/helpers.mjs';
import { countJest } from './countJest.mjs';

const suites = path.join(FIXTURES, 'jest');

/** Real output of jest, with colours as on CI. */
function runJest(directory) {
  const file = path.join(directory, 'jest.json');
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const options = `--json --outputFile=${file} --ci --color --no-watchman --maxWorkers=2`;
  spawnSync(
    process.execPath,
    [
      jest,
      ...options.split(' '),
      '--testMatch=**/*.fixture.cjs',
      '--transform={}',
      // With a limit jest keeps to workers, however quick the last run was: one of these suites kills its process.
      '--workerIdleMemoryLimit=1GB',
    ],
    { cwd: suites, env: { ...cleanEnvironment(), FORCE_COLOR: '1' } },
  );
  return countJest(file, suites);
}

describe('countJest', () => {
  let counts;
  const failure = start =>
    counts.failures.find(({ name }) => name.startsWith(start));

  before(() => {
    counts = runJest(temporaryDirectory({ after }));
  });

  it('counts tests, and each suite that failed beside its tests, by name', () => {
    assert.deepEqual([counts.passed, counts.failed], [4, 6]);
    assert.equal(counts.failures.length, counts.failed);
    assert.deepEqual(
      counts.skipped.map(({ name }) => name),
      ['numbers come later'],
    );
  });

  it('says where a test failed and why, without colours and foreign frames', () => {
    const { file, lines } = failure('numbers are wrong');
    assert.equal(file, 'fails.fixture.cjs');
    assert.match(lines[0], /^Error: expect\(received\)\.toBe\(expected\)/);
    assert.deepEqual(lines.slice(1, 3), ['Expected: 3', 'Received: 2']);
    assert.equal(lines.filter(line => /^ *at /.test(line)).length, 1);
  });

  it('names a suite whose tests all passed before its tear-down threw', () => {
    const { lines } = failure(
      'afterAll.fixture.cjs failed beside its tests, of which 1 passed',
    );
    assert.match(lines[0], /the server is still in use/);
  });

  it('names a tear-down that threw after a test had failed', () => {
    const { lines } = failure('both.fixture.cjs failed beside its tests');
    assert.match(lines[0], /the database is still in use/);
    assert.ok(failure('is wrong too'));
  });

  it('names a file that does not load, and one whose worker died', () => {
    assert.match(
      failure('broken.fixture.cjs could not run').lines[0],
      /Cannot find module '\.\/nowhere'/,
    );
    assert.match(
      failure('dies.fixture.cjs could not run').lines[0],
      /terminated by another process: signal=SIGKILL/,
    );
  });

  it('has nothing to say when jest wrote nothing', () => {
    assert.equal(countJest('/nowhere.json'), undefined);
  });
});
