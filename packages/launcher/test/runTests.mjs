import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Runs the launcher's own tests, or with --bad-input the checks that start the real portal. The files are listed here
 * because Node 18 and 20 do not expand patterns themselves.
 */
const here = path.dirname(fileURLToPath(import.meta.url));
const packageDirectory = path.dirname(here);
const badInput = process.argv.includes('--bad-input');
const files = badInput
  ? [path.join(here, 'badInput.mjs')]
  : listTests(path.join(packageDirectory, 'src')).concat(listTests(here));

const reporter = process.stdout.isTTY ? 'spec' : 'tap';
const { status } = spawnSync(
  process.execPath,
  ['--test', `--test-reporter=${reporter}`, ...files],
  {
    cwd: packageDirectory,
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;

function listTests(directory) {
  return fs
    .readdirSync(directory, { recursive: true })
    .filter(name => name.endsWith('.test.mjs'))
    .map(name => path.join(directory, name));
}
