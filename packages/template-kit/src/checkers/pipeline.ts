import type { Checker, CheckContext } from '../check';
import { problemsOf, runTool } from '../tools';
import { findWorkflowProblems } from './findings/findWorkflowProblems';

const WORKFLOWS = /^\.github\/workflows\/.*\.ya?ml$/;

/** Runs a command in the folder of the repository over the files that the checker reads. */
function commandChecker(
  checker: Omit<Checker, 'check' | 'tools'> & {
    command: (files: string[]) => [tool: string, ...args: string[]];
  },
): Checker {
  const { command, ...rest } = checker;
  const [tool] = command([]);
  return {
    ...rest,
    tools: [tool],
    async check(repository, context: CheckContext) {
      const [, ...args] = command(repository.paths(checker.inputs));
      const result = await runTool(context.tool(tool), args, {
        cwd: await context.folder(),
        signal: context.signal,
      });
      return problemsOf(result);
    },
  };
}

/** Checks of workflows, images and the hygiene of a repository. */
export const pipelineCheckers: Checker[] = [
  commandChecker({
    id: 'actionlint',
    artefact: 'workflows',
    proves: 'workflows are correct, down to their expressions and scripts',
    inputs: WORKFLOWS,
    command: files => ['actionlint', '-no-color', ...files],
  }),
  commandChecker({
    id: 'zizmor',
    artefact: 'workflows',
    proves: 'workflows are secure: pinned, least privilege, no injection',
    inputs: WORKFLOWS,
    command: files => [
      'zizmor',
      '--offline',
      '--persona=pedantic',
      '--no-progress',
      '--color=never',
      '--format=plain',
      ...files,
    ],
  }),
  commandChecker({
    id: 'workflow-schema',
    artefact: 'workflows',
    proves: 'workflows fit the schema of GitHub Actions',
    inputs: WORKFLOWS,
    command: files => [
      'check-jsonschema',
      '--builtin-schema',
      'vendor.github-workflows',
      ...files,
    ],
  }),
  {
    id: 'workflow-rules',
    artefact: 'workflows',
    proves: 'workflows keep the house rules that no public checker has',
    inputs: WORKFLOWS,
    check: async repository =>
      Object.entries(repository.texts(WORKFLOWS)).flatMap(([path, text]) =>
        findWorkflowProblems(path, text),
      ),
  },
  commandChecker({
    id: 'shellcheck',
    artefact: 'scripts',
    proves: 'shell scripts have no mistake that shellcheck knows',
    inputs: /\.sh$|^\.githooks\//,
    command: files => ['shellcheck', '--color=never', ...files],
  }),
  {
    id: 'executable',
    artefact: 'scripts',
    proves: 'scripts can be run as they are checked out',
    inputs: /\.sh$|^\.githooks\//,
    check: async repository =>
      repository
        .paths(/\.sh$|^\.githooks\//)
        .filter(path => !repository.file(path).executable)
        .map(path => `${path} cannot be executed`),
  },
  commandChecker({
    id: 'renovate-schema',
    artefact: 'hygiene',
    proves: "Renovate's configuration fits its schema",
    inputs: /^renovate\.json$/,
    command: files => [
      'check-jsonschema',
      '--builtin-schema',
      'vendor.renovate',
      ...files,
    ],
  }),
  commandChecker({
    id: 'hadolint',
    artefact: 'image',
    proves: 'the Dockerfile follows good practice',
    inputs: /(^|\/)Dockerfile$/,
    command: files => ['hadolint', '--no-color', ...files],
  }),
];
