/**
 * What `npm test` runs, in this order. Cheap checks that fail often come first.
 *
 * @typedef {object} Check
 * @property {string} name what --only takes
 * @property {string} title one line for people
 * @property {string[]} [yarn] arguments of yarn, run in the root of the checkout
 * @property {string[]} [node] arguments of Node 24
 * @property {'one' | 'jest' | 'node-test'} counts where the number of tests comes from
 * @property {number} minutes a check that takes longer fails by name
 * @property {'chromium' | 'build'} [needs] skipped by name (chromium) or made first (build)
 * @property {boolean} [usesTools] its tests use the checkers of `npm run tools` that can be installed
 * @property {(files: string[]) => Partial<Check>} [again] how only these test files run; without it the whole check
 * runs again when a test failed
 * @property {string} [results] the file jest writes, below the logs
 * @property {'coverage'} [judge] judged by the launcher instead of a command
 * @property {Record<string, string>} [env]
 */

/** @type {Check[]} */
export const CHECKS = [
  {
    name: 'format',
    title: 'Format (prettier)',
    yarn: ['prettier:check'],
    counts: 'one',
    minutes: 5,
  },
  {
    name: 'lint',
    title: 'Lint (eslint)',
    yarn: ['lint'],
    counts: 'one',
    minutes: 15,
  },
  {
    name: 'types',
    title: 'Types (tsc)',
    yarn: ['tsc'],
    counts: 'one',
    minutes: 15,
  },
  {
    name: 'units',
    title: 'Units and plugins (jest)',
    yarn: [
      'backstage-cli',
      'repo',
      'test',
      '--coverage',
      // Two workers share two cores with databases and checkers; what hangs is still ended.
      '--testTimeout=30000',
      '--coverageReporters=json-summary',
      '--coverageDirectory={logs}/coverage',
      '--json',
      '--outputFile={logs}/jest.json',
    ],
    counts: 'jest',
    again: files => ({
      yarn: [
        'backstage-cli',
        'repo',
        'test',
        '--maxWorkers=1',
        '--testTimeout=30000',
        '--json',
        '--outputFile={logs}/jest-again.json',
        '--runTestsByPath',
        ...files,
      ],
      results: 'jest-again.json',
    }),
    minutes: 40,
    usesTools: true,
  },
  {
    name: 'coverage',
    title: 'Coverage of our code',
    judge: 'coverage',
    counts: 'one',
    minutes: 1,
  },
  {
    name: 'launcher',
    title: 'Launcher (node:test)',
    node: ['packages/launcher/test/runTests.mjs'],
    counts: 'node-test',
    minutes: 10,
  },
  {
    name: 'bench',
    title: 'Bench (node:test)',
    yarn: ['workspace', '@notes/bench', 'test'],
    counts: 'node-test',
    minutes: 5,
  },
  {
    name: 'services',
    title: 'The Notes services (node:test)',
    node: ['packages/service-kit/scripts/test.mjs'],
    counts: 'node-test',
    again: files => ({
      node: ['packages/service-kit/scripts/test.mjs', ...files],
    }),
    minutes: 15,
    usesTools: true,
  },
  {
    name: 'templates',
    title: 'Templates: what they emit, option by option',
    node: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'packages/template-kit/src/main.ts',
      'test',
    ],
    counts: 'node-test',
    minutes: 40,
    usesTools: true,
  },
  {
    name: 'cluster',
    title: 'What is emitted, before a real API server',
    node: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'packages/apiserver-proof/src/main.ts',
      'prove',
    ],
    counts: 'node-test',
    minutes: 20,
    usesTools: true,
  },
  {
    name: 'bad-input',
    title: 'Bad input against the real portal',
    node: ['packages/launcher/test/runTests.mjs', '--bad-input'],
    counts: 'node-test',
    minutes: 15,
    needs: 'build',
  },
  {
    name: 'browser',
    title: 'The portal in a browser',
    yarn: ['workspace', '@notes/e2e', 'test:browser'],
    counts: 'node-test',
    minutes: 30,
    needs: 'chromium',
  },
];
