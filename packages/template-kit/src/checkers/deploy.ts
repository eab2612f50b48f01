import type { Checker } from '../check';
import { API_SCHEMAS, conform, judge } from './judgeManifests';
import {
  CHARTS,
  forEachEnvironment,
  renderChart,
  renderEverywhere,
  renderOverlay,
} from './renderManifests';

const BUILT = /^(deploy|claims|observability|chaos)\//;

/** Checks of what is deployed beside the chart, and of the rules over both. */
export const deployCheckers: Checker[] = [
  {
    id: 'overlays',
    artefact: 'overlays',
    proves:
      'the overlay of each environment builds, and its objects fit their schemas',
    inputs: BUILT,
    needs: /^deploy\/overlays\//,
    tools: ['kustomize', 'kubeconform'],
    schemas: ['kubernetes', ...API_SCHEMAS],
    check: async (_repository, context) =>
      conform(
        await renderEverywhere(environment =>
          renderOverlay(environment, context),
        ),
        context,
      ),
  },
  {
    id: 'policy-tests',
    artefact: 'policies',
    proves: 'the rules of the repository pass their own tests',
    inputs: /^policies\/(rego\/|parameters)/,
    tools: ['conftest'],
    check: (_repository, context) =>
      judge('', context, [
        'conftest',
        'verify',
        '--policy',
        'policies/rego',
        '--data',
        'policies/parameters.yaml',
      ]),
  },
  {
    id: 'kyverno',
    artefact: 'policies',
    proves: 'the admission rules pass their own tests, in which each is broken',
    inputs: /^policies\/(kyverno|fixtures)\//,
    tools: ['kyverno'],
    check: (_repository, context) =>
      judge('', context, ['kyverno', 'test', 'policies/kyverno']),
  },
  {
    id: 'policies',
    artefact: 'policies',
    proves: 'what the chart renders keeps the rules of the repository',
    inputs: /^(charts|policies)\//,
    needs: CHARTS,
    tools: ['helm', 'conftest'],
    check: (repository, context) =>
      forEachEnvironment(async environment =>
        judge(await renderChart(repository, environment, context), context, [
          'conftest',
          'test',
          '--policy',
          'policies/rego',
          '--data',
          'policies/parameters.yaml',
          '--all-namespaces',
          '-',
        ]),
      ),
  },
];
