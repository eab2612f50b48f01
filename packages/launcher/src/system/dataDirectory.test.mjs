import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { resolvePaths } from '../paths.mjs';
import {
  deleteDataDirectory,
  isOurDataDirectory,
  prepareDataDirectory,
} from './dataDirectory.mjs';
import { loadSecrets } from './secrets.mjs';

function setup(t) {
  const parent = temporaryDirectory(t);
  const paths = resolvePaths({
    data: path.join(parent, 'data'),
    checkout: path.join(parent, 'checkout'),
  });
  return { parent, paths };
}

describe('the data directory', () => {
  it('is made for its owner alone, and accepted again', t => {
    const { paths } = setup(t);
    prepareDataDirectory(paths);
    prepareDataDirectory(paths);
    assert.equal(fs.statSync(paths.data).mode & 0o777, 0o700);
    assert.ok(isOurDataDirectory(paths.data));
  });

  it('is refused when the folder holds something else, which stays untouched', t => {
    const { paths } = setup(t);
    fs.mkdirSync(paths.data);
    fs.writeFileSync(path.join(paths.data, 'thesis.txt'), 'precious');
    assert.throws(() => prepareDataDirectory(paths), {
      exitCode: 5,
      message: /not empty and was not made by this portal/,
    });
    assert.deepEqual(fs.readdirSync(paths.data), ['thesis.txt']);
  });

  it('is refused when it is a file', t => {
    const { paths } = setup(t);
    fs.writeFileSync(paths.data, '');
    assert.throws(() => prepareDataDirectory(paths), {
      exitCode: 5,
      message: /it is a file/,
    });
  });

  it(
    'is refused with the reason when it cannot be written',
    { skip: !fs.existsSync('/proc/self') && 'no /proc' },
    t => {
      const { parent } = setup(t);
      // Nobody, root included, makes folders in /proc.
      const paths = resolvePaths({
        data: '/proc/portal-data',
        checkout: parent,
      });
      assert.throws(() => prepareDataDirectory(paths), {
        exitCode: 5,
        message: /\/proc\/portal-data cannot be used/,
      });
    },
  );

  for (const place of ['/', os.homedir()]) {
    it(`never is ${place}`, t => {
      const { parent } = setup(t);
      const paths = resolvePaths({ data: place, checkout: parent });
      assert.throws(() => prepareDataDirectory(paths), { exitCode: 2 });
      assert.throws(() => deleteDataDirectory(paths), { exitCode: 2 });
    });
  }
});

describe('a reset', () => {
  it('deletes a folder that this launcher made', t => {
    const { paths } = setup(t);
    prepareDataDirectory(paths);
    fs.writeFileSync(path.join(paths.data, 'x'), '');
    assert.equal(deleteDataDirectory(paths), 'deleted');
    assert.equal(fs.existsSync(paths.data), false);
    assert.equal(deleteDataDirectory(paths), 'absent');
  });

  it('leaves a folder without the marker as it is', t => {
    const { paths } = setup(t);
    fs.mkdirSync(paths.data);
    fs.writeFileSync(path.join(paths.data, 'thesis.txt'), 'precious');
    assert.throws(() => deleteDataDirectory(paths), {
      exitCode: 2,
      message: /left as it is/,
    });
    assert.equal(
      fs.readFileSync(path.join(paths.data, 'thesis.txt'), 'utf8'),
      'precious',
    );
  });
});

describe('the secrets', () => {
  it('are made once, differ, and are readable by their owner alone', t => {
    const { paths } = setup(t);
    prepareDataDirectory(paths);
    const first = loadSecrets(paths);
    fs.chmodSync(paths.secretsFile, 0o644);
    assert.deepEqual(loadSecrets(paths), first);
    assert.equal(new Set(Object.values(first)).size, 3);
    assert.equal(fs.statSync(paths.secretsFile).mode & 0o777, 0o600);
  });

  it('keep what is there when one is missing', t => {
    const { paths } = setup(t);
    prepareDataDirectory(paths);
    const first = loadSecrets(paths);
    fs.writeFileSync(
      paths.secretsFile,
      JSON.stringify({ ...first, sessionSecret: '' }),
    );
    const second = loadSecrets(paths);
    assert.equal(second.postgresPassword, first.postgresPassword);
    assert.match(second.sessionSecret, /^.{40,}$/);
  });
});
