import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checker, CheckContext } from '../check';
import type { EmittedRepository } from '../repository';
import { TOOLS } from '../tools';
import { checkLive } from './checkLive';
import { findPython } from './findPython';
import { InstallCache } from './InstallCache';
import { runSteps, type Step } from './runSteps';

const CODE = /^(app|tests|migrations)\/|^[^/]+\.(py|toml|txt|ya?ml|env)$/;
const PYTHON = /^pyproject\.toml$/;
const CACHE = join(TOOLS, 'cache', 'build');
const LOCKS = /^requirements(-dev)?\.txt$/;
const bin = (name: string) => join('.venv', 'bin', name);

let cache: InstallCache | undefined;

/** A folder with the repository and an environment that has its dependencies. */
async function prepare(
  repository: EmittedRepository,
  context: CheckContext,
): Promise<string> {
  const python = findPython()!;
  cache ??= new InstallCache(CACHE, `python${python.version}`);
  const tree = await cache.find({
    entries: lockedPackages(repository),
    install: folder => install(python.command, folder, context),
  });
  const folder = await context.copy();
  await symlink(join(tree, 'venv'), join(folder, '.venv'));
  return folder;
}

async function install(
  command: string,
  folder: string,
  context: CheckContext,
): Promise<void> {
  const environment = join(folder, 'venv');
  const problems = await runSteps(await context.folder(), [
    [command, '-m', 'venv', environment],
    [
      join(environment, 'bin', 'pip'),
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--require-hashes',
      '--only-binary=:all:',
      '--requirement',
      'requirements-dev.txt',
    ],
  ]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** One entry for each pinned package: its first line names the version, the rest are hashes. */
function lockedPackages(repository: EmittedRepository): string[] {
  return Object.values(repository.texts(LOCKS))
    .flatMap(text => text.split(/\n(?=\S)/))
    .map(entry => entry.trim())
    .filter(entry => entry.includes('=='))
    .sort();
}

function pythonChecker(id: string, proves: string, steps: Step[]): Checker {
  return {
    id,
    artefact: 'Python code',
    proves,
    inputs: CODE,
    needs: PYTHON,
    builds: true,
    newOnly: true,
    unavailable: () =>
      findPython() ? undefined : 'Python 3.11 or later with venv not found',
    async check(repository, context) {
      const folder = await prepare(repository, context);
      // Two at once would spoil each other's cache.
      const types = join(CACHE, 'mypy', repository.name);
      return runSteps(folder, steps, {
        env: { MYPY_CACHE_DIR: types },
        signal: context.signal,
      });
    },
  };
}

/** Checks of emitted Python code with its own toolchain. */
export const pythonBuilders: Checker[] = [
  {
    ...pythonChecker(
      'python-lint',
      'the code passes its own lint and formatter',
      [
        [bin('ruff'), 'check', '.'],
        [bin('ruff'), 'format', '--check', '.'],
      ],
    ),
    variants: true,
  },
  pythonChecker('python-types', 'mypy accepts the code, strictly', [
    [bin('mypy'), '.'],
  ]),
  pythonChecker('python-security', 'bandit finds nothing dangerous', [
    [bin('bandit'), '-q', '-c', 'pyproject.toml', '-r', 'app'],
  ]),
  pythonChecker('python-tests', 'its tests pass, with the coverage gate', [
    [bin('pytest'), '-q'],
  ]),
  {
    ...pythonChecker(
      'python-live',
      'it starts, answers, measures itself and stops without losing a request',
      [],
    ),
    readsValues: true,
    async check(repository, context) {
      const command: Step = [bin('python'), '-m', 'app'];
      return checkLive(repository, {
        cwd: await prepare(repository, context),
        command,
        production: command,
        environment: { APP_ENV: 'production' },
      });
    },
  },
];
