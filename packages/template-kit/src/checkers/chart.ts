import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Checker, CheckContext } from '../check';
import type { EmittedRepository } from '../repository';
import { LIBRARY } from '../render/library';
import { problemsOf, runTool } from '../tools';
import {
  API_SCHEMAS,
  asDeployments,
  conform,
  judge,
  parseObjects,
} from './judgeManifests';
import {
  CHARTS,
  forEachEnvironment,
  helmArguments,
  renderChart,
  renderEverywhere,
} from './renderManifests';

const SCHEMAS = ['kubernetes', ...API_SCHEMAS];

/** Checks of the Helm chart, each in every environment. */
export const chartCheckers: Checker[] = [
  {
    id: 'helm-lint',
    artefact: 'chart',
    proves: 'the chart lints without a warning',
    inputs: CHARTS,
    tools: ['helm'],
    check: (repository, context) =>
      forEachEnvironment(async environment =>
        problemsOf(
          await runTool(
            context.tool('helm'),
            ['lint', '--strict', ...helmArguments(repository, environment)],
            { cwd: await context.folder() },
          ),
        ),
      ),
  },
  {
    id: 'helm3',
    artefact: 'chart',
    proves: 'Helm 3 renders what Helm 4 renders',
    inputs: CHARTS,
    tools: ['helm', 'helm3'],
    check: (repository, context) =>
      forEachEnvironment(async environment => {
        const [four, three] = await Promise.all([
          renderChart(repository, environment, context),
          renderChart(repository, environment, context, 'helm3'),
        ]);
        // The two differ in empty lines, which mean nothing.
        return isDeepStrictEqual(parseObjects(four), parseObjects(three))
          ? []
          : ['the two render different objects'];
      }),
  },
  {
    id: 'chart-schema',
    artefact: 'chart',
    proves: 'the objects of the chart fit the schemas of their APIs',
    inputs: CHARTS,
    tools: ['helm', 'kubeconform'],
    schemas: SCHEMAS,
    check: async (repository, context) =>
      conform(
        await renderEverywhere(environment =>
          renderChart(repository, environment, context),
        ),
        context,
      ),
  },
  {
    id: 'kube-linter',
    artefact: 'chart',
    proves: 'workloads follow good practice in production',
    inputs: CHARTS,
    tools: ['helm', 'kube-linter'],
    check: async (repository, context) =>
      (
        await judge(await productionOf(repository, context), context, [
          'kube-linter',
          'lint',
          '--config',
          join(LIBRARY, '_shared/charts/checks/kube-linter.yaml'),
          '-',
        ])
      ).filter(line => line.includes('(check: ')),
  },
  {
    id: 'kube-score',
    artefact: 'chart',
    proves: 'workloads are reliable and secure in production',
    inputs: CHARTS,
    tools: ['helm', 'kube-score'],
    check: async (repository, context) =>
      (
        await judge(await productionOf(repository, context), context, [
          'kube-score',
          'score',
          '--output-format',
          'ci',
          '--kubernetes-version',
          'v1.36',
          '-',
        ])
      ).filter(line => /^\[(CRITICAL|WARNING)\]/.test(line)),
  },
];

/** Both ask for what only production has, such as a replica in each zone. */
async function productionOf(
  repository: EmittedRepository,
  context: CheckContext,
): Promise<string> {
  return asDeployments(await renderChart(repository, 'prod', context));
}
