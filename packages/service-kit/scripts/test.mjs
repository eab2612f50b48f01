/**
 * Runs the tests of one package, or of all Notes services from the root of the checkout, against one throw-away
 * PostgreSQL server, with the coverage gate of node:test.
 *
 *     node test.mjs [FOLDER | FILE]... [--no-coverage]
 */
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SERVICE_FOLDERS } from './services.mjs';

const require = createRequire(import.meta.url);
const {
  startEmbeddedPostgres,
} = require('@notes/test-support/embeddedPostgres.js');

const REQUIRED_PERCENT = 80;

const args = process.argv.slice(2);
const named = args.filter(one => !one.startsWith('--'));
// The script of a package names its folder; a file that is asked for beside it means only that file.
const only = named.filter(one => statSync(one).isFile());
const places = only.length > 0 ? only : named;
const folders = places.length > 0 ? places : SERVICE_FOLDERS;
const files = folders.flatMap(place =>
  statSync(place).isFile()
    ? [path.resolve(place)]
    : globSync('src/**/*.test.ts', { cwd: place }).map(file =>
        path.resolve(place, file),
      ),
);
if (files.length === 0) {
  process.stderr.write(`No test file in ${folders.join(', ')}\n`);
  process.exit(1);
}
// A part of a package says nothing about the coverage of the whole.
const whole = folders.every(place => statSync(place).isDirectory());
const measured = whole && !args.includes('--no-coverage');

const server = process.env.TEST_POSTGRES_URL
  ? undefined
  : await startEmbeddedPostgres();
// Each file, and each service that it starts, is a process that imports much the same.
const compiled = mkdtempSync(path.join(tmpdir(), 'notes-compiled-'));
const child = spawn(
  process.execPath,
  [
    ...[
      '--enable-source-maps',
      '--test',
      '--test-concurrency=2',
      '--test-timeout=120000',
    ],
    `--test-reporter=${process.env.CI ? 'tap' : 'spec'}`,
    ...(measured ? coverageOptions(folders) : []),
    ...files.sort(),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: compiled,
      TEST_POSTGRES_URL: process.env.TEST_POSTGRES_URL ?? server.url,
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => child.kill(signal));
const code = await new Promise(resolve => {
  child.once('exit', exitCode => resolve(exitCode ?? 1));
});
await server?.stop();
rmSync(compiled, { recursive: true, force: true, maxRetries: 3 });
process.exit(code);

function coverageOptions(measuredFolders) {
  return [
    '--experimental-test-coverage',
    `--test-coverage-lines=${REQUIRED_PERCENT}`,
    ...measuredFolders.map(
      folder => `--test-coverage-include=${path.resolve(folder)}/src/**/*.ts`,
    ),
    '--test-coverage-exclude=**/*.test.ts',
    '--test-coverage-exclude=**/testing/**',
  ];
}
