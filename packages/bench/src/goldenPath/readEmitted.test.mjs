import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { parseTree, readEmitted } from './readEmitted.mjs';

function makeRepository(t) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-bench-test-'));
  t.after(() => fs.rmSync(parent, { recursive: true }));
  const url = path.join(parent, 'source');
  fs.mkdirSync(path.join(url, 'docs'), { recursive: true });
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=b@example.com'];
  const git = (...args) =>
    execFileSync('git', [...identity, ...args], { cwd: url });
  const commit = files => {
    for (const [name, text] of Object.entries(files)) {
      fs.writeFileSync(path.join(url, name), text);
    }
    git('add', '-A');
    git('commit', '-q', '-m', 'Change');
  };
  git('init', '-q', '-b', 'main');
  commit({ 'docs/ä b.md': 'four', 'a.txt': '12' });
  git('checkout', '-q', '-b', 'add-part');
  commit({ 'a.txt': '123', 'new.txt': '12345' });
  git('checkout', '-q', 'main');
  return { url, parent };
}

test('a repository is counted file by file, whatever their names', async t => {
  const { url, parent } = makeRepository(t);
  assert.deepEqual(await readEmitted({ url, parent }), { files: 2, bytes: 6 });
});

test('of a branch only what it adds and changes counts', async t => {
  const { url, parent } = makeRepository(t);
  assert.deepEqual(
    await readEmitted({ url, parent, branch: 'add-part', since: 'main' }),
    { files: 2, bytes: 8 },
  );
});

test('a branch that does not exist is an error that names it', async t => {
  const { url, parent } = makeRepository(t);
  await assert.rejects(
    readEmitted({ url, parent, branch: 'none', since: 'main' }),
    /git ls-tree -rlz none ended with 128/,
  );
});

test('sizes are read beside their padding', () => {
  assert.deepEqual(parseTree('100644 blob abc      12\tx y.md\0'), [
    { path: 'x y.md', bytes: 12 },
  ]);
});
