import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Checker } from '../check';
import type { EmittedRepository } from '../repository';
import { problemsOf, runTool } from '../tools';
import { findAlertProblems } from './findings/findAlertProblems';
import {
  expressionsOf,
  findDashboardProblems,
  type Dashboard,
} from './findings/findDashboardProblems';
import { findMetricProblems } from './findings/findMetricProblems';
import { rulesOf } from './findings/ruleGroups';
import {
  PLATFORM_METRICS,
  PROMETHEUS_METRICS,
  serviceMetrics,
} from './findings/serviceMetrics';
import { metricOptionsOf } from './findings/metricOptionsOf';

const RULES = 'observability/rules.yaml';
const SLO = 'observability/slo.yaml';
type RuleGroups = { groups: { name: string; rules: object[] }[] };

const BOARDS = /^(observability|platform)\/dashboards\/.*\.json$/;

/** Checks of promises, rules and their tests. */
export const observabilityCheckers: Checker[] = [
  {
    id: 'alerts',
    artefact: 'rules',
    proves:
      'each alert has an owner, a board, a section of the runbook and tests',
    inputs: /^(observability\/|docs\/runbook\.md$)/,
    needs: /^observability\/rules\.yaml$/,
    check: async repository => findAlertProblems(repository.texts()),
  },
  {
    id: 'promql',
    artefact: 'rules',
    proves: 'rules and boards ask only for metrics that are emitted',
    inputs: /^(observability|platform)\//,
    needs: /^(observability\/rules\.yaml$|platform\/dashboards\/)/,
    readsValues: true,
    check: async repository =>
      findMetricProblems(askedIn(repository), knownIn(repository)),
  },
  {
    id: 'dashboards',
    artefact: 'dashboards',
    proves: 'Grafana draws the boards, with the data source of the reader',
    inputs: BOARDS,
    check: async repository =>
      boardsOf(repository).flatMap(([path, board]) =>
        findDashboardProblems(board).map(problem => `${path}: ${problem}`),
      ),
  },
  {
    id: 'pint',
    artefact: 'rules',
    proves: 'alerts speak only of labels that their queries keep',
    inputs: /^observability\/rules\.yaml$/,
    tools: ['pint'],
    async check(repository, context) {
      const folder = await context.scratch();
      const { spec } = parse(repository.text(RULES)) as { spec: RuleGroups };
      await writeFile(join(folder, 'rules.groups.yaml'), stringify(spec));
      const result = await runTool(
        context.tool('pint'),
        [
          '--offline',
          '--no-color',
          // Sloth spreads recording rules that need each other over groups.
          ...['--disabled', 'rule/dependency'],
          ...['lint', '--fail-on=warning', 'rules.groups.yaml'],
        ],
        { cwd: folder, signal: context.signal },
      );
      return problemsOf(result);
    },
  },
  {
    id: 'rule-tests',
    artefact: 'rules',
    proves:
      'rules parse, and each alert fires and keeps still as its tests say',
    inputs: /^observability\/rules/,
    tools: ['promtool'],
    async check(repository, context) {
      const folder = await context.scratch();
      // promtool reads plain groups, not the object that an operator reads.
      const { spec } = parse(repository.text(RULES)) as { spec: RuleGroups };
      await writeFile(join(folder, 'rules.groups.yaml'), stringify(spec));
      await writeFile(
        join(folder, 'rules.test.yaml'),
        repository.text('observability/rules.test.yaml'),
      );
      const promtool = context.tool('promtool');
      const checked = await runTool(
        promtool,
        ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.groups.yaml'],
        { cwd: folder },
      );
      if (checked.code !== 0) return problemsOf(checked);
      return problemsOf(
        await runTool(promtool, ['test', 'rules', 'rules.test.yaml'], {
          cwd: folder,
        }),
      );
    },
  },
  {
    id: 'slo-drift',
    artefact: 'rules',
    proves: 'the rules are what Sloth makes of the SLO',
    inputs: /^observability\/(rules|slo)\.yaml$/,
    tools: ['sloth'],
    async check(repository, context) {
      const out = join(await context.scratch(), 'generated.yaml');
      const result = await runTool(
        context.tool('sloth'),
        ['generate', '--input', SLO, '--out', out],
        { cwd: await context.folder() },
      );
      if (result.code !== 0) return problemsOf(result);
      const generated = parse(await readFile(out, 'utf8')) as RuleGroups;
      const { spec } = parse(repository.text(RULES)) as { spec: RuleGroups };
      return generated.groups
        .filter(group => !spec.groups.some(each => isSame(each, group)))
        .map(({ name }) => `${RULES}: group ${name} is not what ${SLO} makes`);
    },
  },
];

function boardsOf(repository: EmittedRepository): [string, Dashboard][] {
  return Object.entries(repository.texts(BOARDS)).map(([path, text]) => [
    path,
    JSON.parse(text) as Dashboard,
  ]);
}

function askedIn(repository: EmittedRepository): string[] {
  return [
    ...(repository.has(RULES) ? rulesOf(repository.text(RULES)) : []).map(
      ({ expr }) => expr,
    ),
    ...boardsOf(repository).flatMap(([, board]) => expressionsOf(board)),
  ];
}

function knownIn(repository: EmittedRepository): string[] {
  if (!repository.has(RULES)) return [...PLATFORM_METRICS];
  const recorded = rulesOf(repository.text(RULES)).flatMap(
    ({ record }) => record ?? [],
  );
  return [
    ...serviceMetrics(metricOptionsOf(repository)),
    ...PROMETHEUS_METRICS,
    ...recorded,
  ];
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/**
 * The same object with its keys in order: who wrote the file decides the order, not the meaning. A Sloth that was
 * built from source calls itself "dev", so its version says nothing about the rules.
 */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'sloth_version')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
