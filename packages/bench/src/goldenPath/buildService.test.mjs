import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { buildService } from './buildService.mjs';
import { ownEnvironment, runCommand } from './runCommand.mjs';

function makeService(t, script) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-bench-test-'));
  t.after(() => fs.rmSync(parent, { recursive: true }));
  const url = path.join(parent, 'source');
  fs.mkdirSync(url);
  const project = { name: 'x', version: '1.0.0', scripts: { test: script } };
  const lock = { ...project, lockfileVersion: 3, packages: { '': project } };
  fs.writeFileSync(path.join(url, 'package.json'), JSON.stringify(project));
  fs.writeFileSync(path.join(url, 'package-lock.json'), JSON.stringify(lock));
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=b@example.com'];
  const git = (...args) =>
    execFileSync('git', [...identity, ...args], { cwd: url });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'Start');
  return { build: 'node', url, parent, directory: path.join(parent, 'clone') };
}

test('the time ends when the tests of the clone are green', async t => {
  const service = makeService(t, 'node -e "setTimeout(() => {}, 300)"');
  const seconds = await buildService(service);
  assert.ok(seconds >= 0.3 && seconds < 120, String(seconds));
  assert.ok(fs.existsSync(path.join(service.directory, 'package.json')));
});

test('red tests are an error with their last words', async t => {
  const service = makeService(t, 'echo coverage is too low && exit 3');
  await assert.rejects(buildService(service), /npm test.*coverage is too low/s);
});

test('a command that does not exist is an error', async () => {
  await assert.rejects(runCommand('no-such-command', [], { cwd: os.tmpdir() }));
});

test('a build sees nothing of the npm that runs the bench', () => {
  assert.deepEqual(
    ownEnvironment({ PATH: '/bin', npm_config_x: '1', NODE_ENV: 'production' }),
    { PATH: '/bin' },
  );
});
