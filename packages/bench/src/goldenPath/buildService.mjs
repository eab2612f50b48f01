import path from 'node:path';

import { Skipped } from '../measurements/Skipped.mjs';
import { runCommand } from './runCommand.mjs';

/** What a newcomer types after `git clone`, as the README of each service says it. */
const BUILDS = {
  node: async options => {
    await runCommand('npm', ['ci'], options);
    await runCommand('npm', ['test'], options);
  },
  python: async options => {
    const bin = path.join(options.cwd, '.venv', 'bin');
    await runCommand('python3', ['-m', 'venv', '.venv'], options);
    await runCommand(
      path.join(bin, 'pip'),
      ['install', '--require-hashes', '-r', 'requirements-dev.txt'],
      options,
    );
    await runCommand(path.join(bin, 'pytest'), [], options);
  },
};

/** Clones a repository, installs what it needs and runs its tests; the time ends when they are green. */
export async function buildService({ build, url, directory, parent, signal }) {
  if (build === 'python') {
    await requirePython({ cwd: parent, signal });
  }
  const startedAt = performance.now();
  await runCommand('git', ['clone', '--quiet', url, directory], {
    cwd: parent,
    signal,
  });
  await BUILDS[build]({ cwd: directory, signal });
  return (performance.now() - startedAt) / 1000;
}

async function requirePython(options) {
  const check =
    'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';
  await runCommand('python3', ['-c', check], options).catch(() => {
    throw new Skipped(
      'python3 of version 3.11 or later with venv is not found',
    );
  });
}
