// Runs what the Python service template makes: installs its lock files with hashes, and runs lint, types, security
// checks, tests and a live start for a set in which every two options of the parts meet.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../scripts/lib/runCommand.mjs';
import { checkLive } from './checkLive.mjs';
import { findPython } from './findPython.mjs';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(PACKAGE, 'node_modules', '.cache', 'python-service');
const EVERYTHING = 'postgresql-redis-both';
const PAIRWISE = [
  EVERYTHING,
  'none-none-none',
  'postgresql-redis-none',
  'none-redis-producer',
  'postgresql-none-producer',
  'none-redis-consumer',
  'postgresql-none-consumer',
  'none-none-both',
];
const AT_ONCE = 2;

async function renderAll(folder) {
  await runCommand(
    'yarn',
    [
      'test',
      '--watchAll=false',
      '--maxWorkers=1',
      'src/python/pythonService.test.ts',
    ],
    { cwd: PACKAGE, env: { TEMPLATE_RENDERS: folder } },
  );
  return (await readdir(folder)).sort();
}

/** One real install with hashes of the combination that has every dependency; a test holds the others to it. */
async function installOnce(python, folder) {
  const locks = await Promise.all(
    ['requirements.txt', 'requirements-dev.txt'].map(name =>
      readFile(join(folder, name), 'utf8'),
    ),
  );
  const hash = createHash('sha256').update(locks.join('')).digest('hex');
  const source = join(CACHE, `${hash.slice(0, 16)}-python${python.version}`);
  const environment = join(source, 'venv');
  if (existsSync(join(source, 'finished'))) return environment;

  await rm(CACHE, { recursive: true, force: true });
  await mkdir(source, { recursive: true });
  await runCommand(python.command, ['-m', 'venv', environment]);
  await runCommand(
    join(environment, 'bin', 'pip'),
    [
      'install',
      '--disable-pip-version-check',
      '--require-hashes',
      '--only-binary=:all:',
      '-r',
      'requirements-dev.txt',
    ],
    { cwd: folder },
  );
  await writeFile(join(source, 'finished'), '');
  return environment;
}

/** What is proven of one combination, in order. */
function checksOf(cwd, types) {
  const bin = name => join('.venv', 'bin', name);
  const env = { MYPY_CACHE_DIR: types };
  return [
    ['lint', () => runCommand(bin('ruff'), ['check', '.'], { cwd })],
    ['format', () => runCommand(bin('ruff'), ['format', '--check', '.'], { cwd })],
    ['types', () => runCommand(bin('mypy'), ['.'], { cwd, env })],
    [
      'security',
      () =>
        runCommand(bin('bandit'), ['-q', '-c', 'pyproject.toml', '-r', 'app'], {
          cwd,
        }),
    ],
    [
      'tests',
      () =>
        runCommand(bin('pytest'), ['-q'], {
          cwd,
          summary: /^(\d+ passed.*)$/m,
        }),
    ],
    ['live', () => checkLive(cwd)],
  ];
}

async function prove(name, folder, environment, types) {
  const cwd = join(folder, name);
  await symlink(environment, join(cwd, '.venv'));
  const results = [];
  for (const [check, run] of checksOf(cwd, types)) {
    const started = Date.now();
    try {
      const summary = await run();
      results.push(
        `${check} ok${summary ? ` (${summary})` : ''} ${seconds(started)}`,
      );
    } catch (error) {
      process.stdout.write(
        `FAIL  ${name.padEnd(26)} ${[...results, `${check} failed`].join(', ')}\n${error.message}\n`,
      );
      return 'failed';
    }
  }
  process.stdout.write(`ok    ${name.padEnd(26)} ${results.join(', ')}\n`);
  return 'passed';
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)}s`;
}

/** The longest first, two at a time; each worker keeps what mypy knows of the libraries. */
async function proveAll(names, folder, environment) {
  const queue = PAIRWISE.filter(name => names.includes(name));
  const outcomes = [];
  const worker = async (_, index) => {
    const types = join(folder, `.mypy-${index}`);
    for (let name = queue.shift(); name; name = queue.shift())
      outcomes.push(await prove(name, folder, environment, types));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

async function main() {
  const started = Date.now();
  const python = await findPython();
  if (!python) {
    process.stdout.write(
      'skipped: Python 3.11 or later was not found, so the Python service was not run\n# pass 0\n# fail 0\n# skipped 1\n',
    );
    return 0;
  }
  const folder = await mkdtemp(join(tmpdir(), 'python-service-'));
  try {
    const names = await renderAll(folder);
    process.stdout.write(
      `rendered ${names.length} combinations in ${seconds(started)}\n`,
    );
    const only = process.argv.slice(2);
    const chosen =
      only.length > 0 ? names.filter(name => only.includes(name)) : names;
    const installing = Date.now();
    const environment = await installOnce(python, join(folder, EVERYTHING));
    process.stdout.write(
      `Python ${python.version} with dependencies ready in ${seconds(installing)}\n`,
    );
    const outcomes = await proveAll(chosen, folder, environment);
    const failed = outcomes.filter(outcome => outcome === 'failed').length;
    process.stdout.write(
      `proved in ${seconds(started)}\n# pass ${outcomes.length - failed}\n# fail ${failed}\n# skipped 0\n`,
    );
    return failed === 0 && outcomes.length > 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
