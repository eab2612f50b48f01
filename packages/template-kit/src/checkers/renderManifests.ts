import { join } from 'node:path';
import type { CheckContext } from '../check';
import type { EmittedRepository } from '../repository';
import { problemsOf, runTool } from '../tools';

export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** The version that the platform runs; templates state the oldest one they accept. */
export const KUBERNETES_VERSION = '1.36.0';

/** Every file below the charts of a repository. */
export const CHARTS = /^charts\//;

/** The folder of the repository's own chart, from its root. */
export function chartOf(repository: EmittedRepository): string {
  const [chart] = repository.paths(/^charts\/[^/]+\/Chart\.yaml$/);
  if (!chart) throw new Error('charts/<name>/Chart.yaml is not there');
  return chart.replace(/\/Chart\.yaml$/, '');
}

/** Arguments of helm for what an environment gets, with the digest that a release would write. */
export function helmArguments(
  repository: EmittedRepository,
  environment: Environment,
): string[] {
  const chart = chartOf(repository);
  const files = [
    `${chart}/values-${environment}.yaml`,
    `${chart}/ci/default-values.yaml`,
  ].filter(file => repository.has(file));
  return [chart, ...files.flatMap(file => ['--values', file])];
}

/** The objects that the chart makes for an environment, as YAML. */
export async function renderChart(
  repository: EmittedRepository,
  environment: Environment,
  context: CheckContext,
  helm = 'helm',
): Promise<string> {
  const name = chartOf(repository).replace(/^charts\//, '');
  return context.once(`${helm} ${environment}`, () =>
    renderWith(context, helm, [
      'template',
      name,
      ...helmArguments(repository, environment),
      '--namespace',
      `notes-${environment}`,
      '--kube-version',
      KUBERNETES_VERSION,
    ]),
  );
}

/** The objects beside the chart: claims, rules, dashboards. */
export async function renderOverlay(
  environment: Environment,
  context: CheckContext,
): Promise<string> {
  return renderWith(context, 'kustomize', [
    'build',
    join('deploy', 'overlays', environment),
  ]);
}

async function renderWith(
  context: CheckContext,
  tool: string,
  args: string[],
): Promise<string> {
  const result = await runTool(context.tool(tool), args, {
    cwd: await context.folder(),
    signal: context.signal,
  });
  if (result.code !== 0) {
    throw new Error(
      `${tool} ${args.slice(0, 2).join(' ')}: ${problemsOf(result).join('\n')}`,
    );
  }
  return result.stdout;
}

/**
 * What every environment gets, for a checker that takes long to start and reads many objects at once.
 *
 * An object that is the same everywhere is there once.
 */
export async function renderEverywhere(
  render: (environment: Environment) => Promise<string>,
): Promise<string> {
  const objects = new Set<string>();
  for (const environment of ENVIRONMENTS) {
    for (const text of (await render(environment)).split(/^---$/m)) {
      objects.add(text.trim());
    }
  }
  objects.delete('');
  return [...objects].join('\n---\n');
}

/** Runs a check for each environment and says in which one a problem is. */
export async function forEachEnvironment(
  check: (environment: Environment) => Promise<string[]>,
): Promise<string[]> {
  const found: string[] = [];
  for (const environment of ENVIRONMENTS) {
    const problems = await check(environment);
    found.push(...problems.map(problem => `${environment}: ${problem}`));
  }
  return found;
}
