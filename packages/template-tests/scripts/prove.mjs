// Runs what the Node service template makes: types for all combinations, and lint, tests and a live start
// for a set in which every two parts meet.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLive } from './lib/checkLive.mjs';
import { runCommand } from './lib/runCommand.mjs';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(PACKAGE, 'node_modules', '.cache', 'node-service');
const EVERYTHING = 'postgresql-redis-both';
/** Every value of every option meets every value of every other option in one of these. */
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
    ['test', '--watchAll=false', '--maxWorkers=1', 'nodeServiceCombinations'],
    {
      cwd: PACKAGE,
      env: { TEMPLATE_RENDERS: folder },
    },
  );
  return (await readdir(folder)).sort();
}

/** One real `npm ci` of the combination that has every dependency; the others use the same tree. */
async function installOnce(folder) {
  const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 16);
  const tree = join(
    CACHE,
    `${hash}-node${process.versions.node}`,
    'node_modules',
  );
  const source = join(tree, '..');
  if (existsSync(join(source, 'finished'))) return tree;

  await rm(CACHE, { recursive: true, force: true });
  await mkdir(source, { recursive: true });
  await runCommand(
    'cp',
    [join(folder, 'package.json'), join(folder, 'package-lock.json'), source],
    {},
  );
  await runCommand(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd: source },
  );
  await runCommand('touch', [join(source, 'finished')], {});
  return tree;
}

const bin = name => join('node_modules', '.bin', name);

/** What is proven of one combination, in order. */
function checksOf(name) {
  const cheap = [
    [
      'lock',
      cwd =>
        runCommand(
          'npm',
          [
            'ci',
            '--dry-run',
            '--ignore-scripts',
            '--no-audit',
            '--no-fund',
            '--offline',
          ],
          { cwd },
        ),
    ],
    ['types', cwd => runCommand(bin('tsc'), ['--noEmit'], { cwd })],
  ];
  const lint = ['lint', cwd => runCommand('npm', ['run', 'lint'], { cwd })];
  // The length of the service's name must not change how code is formatted.
  if (name.startsWith('name-of-')) return [...cheap, lint];
  if (!PAIRWISE.includes(name)) return cheap;
  return [
    ...cheap,
    lint,
    [
      'tests',
      cwd => runCommand('npm', ['test'], { cwd, summary: /^Tests: +(.*)$/m }),
    ],
    ['live', cwd => checkLive(cwd)],
  ];
}

async function prove(name, folder, tree) {
  const cwd = join(folder, name);
  await symlink(tree, join(cwd, 'node_modules'));
  const results = [];
  for (const [check, run] of checksOf(name)) {
    const started = Date.now();
    try {
      const summary = await run(cwd);
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

/** The longest first, two at a time, so that neither core waits at the end. */
async function proveAll(names, folder, tree) {
  const queue = [
    ...PAIRWISE.filter(name => names.includes(name)),
    ...names.filter(name => !PAIRWISE.includes(name)),
  ];
  const outcomes = [];
  const worker = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) {
      outcomes.push(await prove(name, folder, tree));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

const started = Date.now();
const folder = await mkdtemp(join(tmpdir(), 'node-service-'));
try {
  const names = await renderAll(folder);
  process.stdout.write(
    `rendered ${names.length} combinations with the scaffolder in ${seconds(started)}\n`,
  );
  const only = process.argv.slice(2);
  const chosen =
    only.length > 0 ? names.filter(name => only.includes(name)) : names;
  const installing = Date.now();
  const tree = await installOnce(join(folder, EVERYTHING));
  process.stdout.write(`dependencies ready in ${seconds(installing)}\n`);
  const outcomes = await proveAll(chosen, folder, tree);
  const failed = outcomes.filter(outcome => outcome === 'failed').length;
  process.stdout.write(
    `proved in ${seconds(started)}\n# pass ${outcomes.length - failed}\n# fail ${failed}\n# skipped 0\n`,
  );
  process.exitCode = failed === 0 && outcomes.length > 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
