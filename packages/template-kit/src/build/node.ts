import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checker, CheckContext } from '../check';
import type { EmittedRepository } from '../repository';
import { TOOLS } from '../tools';
import { checkLive } from './checkLive';
import { InstallCache } from './InstallCache';
import { runSteps, type Step } from './runSteps';

const CODE =
  /^(src|migrations)\/|^[^/]+\.(js|json|ya?ml|env)$|^\.(prettier|nvmrc|npmrc)[^/]*$/;
const PACKAGE = /^package\.json$/;
const CACHE = join(TOOLS, 'cache', 'build');
const NPM_FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund'];

const cache = new InstallCache(CACHE, `node${process.versions.node}`);

/** A folder with the repository and its installed dependencies. */
async function prepare(
  repository: EmittedRepository,
  context: CheckContext,
): Promise<string> {
  const tree = await cache.find({
    entries: lockedPackages(repository.text('package-lock.json')),
    install: async folder => {
      const source = await context.folder();
      for (const file of ['package.json', 'package-lock.json']) {
        await cp(join(source, file), join(folder, file));
      }
      const problems = await runSteps(folder, [['npm', 'ci', ...NPM_FLAGS]]);
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
  });
  const folder = await context.copy();
  await symlink(join(tree, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function lockedPackages(lock: string): string[] {
  const { packages } = JSON.parse(lock) as {
    packages: Record<string, { version?: string; integrity?: string }>;
  };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, integrity }]) => `${path} ${version} ${integrity}`);
}

function nodeChecker(
  id: string,
  proves: string,
  steps: Step[],
  needs: RegExp | RegExp[] = PACKAGE,
): Checker {
  return {
    id,
    artefact: 'Node code',
    proves,
    inputs: CODE,
    needs,
    builds: true,
    newOnly: true,
    tools: ['npm'],
    check: async (repository, context) =>
      runSteps(await prepare(repository, context), steps, {
        signal: context.signal,
      }),
  };
}

/** Checks of emitted Node code with its own toolchain. */
export const nodeBuilders: Checker[] = [
  nodeChecker('node-install', 'npm accepts the lock file as it is', [
    ['npm', 'ci', '--dry-run', '--prefer-offline', ...NPM_FLAGS],
  ]),
  nodeChecker(
    'node-types',
    'the TypeScript compiler accepts the code',
    [['npm', 'run', 'typecheck']],
    /^tsconfig\.json$/,
  ),
  nodeChecker(
    'node-lint',
    'the code passes its own lint and formatter',
    [['npm', 'run', 'lint']],
    /^eslint\.config\.js$/,
  ),
  nodeChecker('node-tests', 'its tests pass, with the coverage gate', [
    ['npm', 'test'],
  ]),
  {
    ...nodeChecker(
      'node-live',
      'it starts, answers, measures itself and stops without losing a request',
      [],
      // A worker or a library has no contract to be asked by.
      [PACKAGE, /^openapi\.yaml$/],
    ),
    readsValues: true,
    async check(repository, context) {
      const folder = await prepare(repository, context);
      const built = await runSteps(folder, [['npm', 'run', 'build']]);
      if (built.length > 0) return built;
      const { scripts } = JSON.parse(repository.text('package.json')) as {
        scripts: { start: string };
      };
      const [, ...args] = scripts.start.split(' ');
      return checkLive(repository, {
        cwd: folder,
        command: [process.execPath, ...args],
        // The settings of a clone are for a developer; production has none of them.
        production: [
          process.execPath,
          ...args.filter(word => !word.startsWith('--env-file')),
        ],
        environment: { NODE_ENV: 'production' },
      });
    },
  },
];
