import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  type Dashboard,
  expressionsOf,
  findDashboardProblems,
  findMetricProblems,
  PLATFORM_METRICS,
  PROMETHEUS_METRICS,
  rulesOf,
  serviceMetrics,
} from '@notes/template-kit';
import { SHARED } from '../delivery/renderLayers';
import { describeWith, runTool } from '../delivery/tools';
import {
  coveringCombinations,
  observabilityCombinations,
  observabilityValues,
  titleOf,
} from './observabilityValues';
import { renderObservability, writeFiles } from './renderObservability';

const FOLDER = 'observability/dashboards/';

describe.each(
  observabilityCombinations.map(one => [titleOf(one), one] as const),
)('the boards of a service with %s', (_title, options) => {
  const files = renderObservability(options);
  const boards = Object.entries(files).filter(([path]) =>
    path.startsWith(FOLDER),
  );
  const values = observabilityValues(options);
  const recorded = rulesOf(files['observability/rules.yaml']).flatMap(
    ({ record }) => record ?? [],
  );
  const known = [
    ...serviceMetrics(values as never),
    ...PROMETHEUS_METRICS,
    ...recorded,
  ];

  it('are those of its parts', () => {
    expect(boards.map(([path]) => path.slice(FOLDER.length)).sort()).toEqual(
      values.hasEvents
        ? ['queue.json', 'red.json', 'slo.json']
        : ['red.json', 'slo.json'],
    );
  });

  it('ask only for what the service emits and are drawn well', () => {
    for (const [, text] of boards) {
      const board = JSON.parse(text) as Dashboard;
      expect(findDashboardProblems(board)).toEqual([]);
      expect(findMetricProblems(expressionsOf(board), known)).toEqual([]);
    }
  });
});

describe('the boards of a service with a long name', () => {
  it('have uids that Grafana accepts and no other service has', () => {
    const uids = ['eu', 'us'].map(region => {
      const name = `customer-billing-${region}-reconciliation-job-1`;
      const files = renderObservability({ name, events: 'both' });
      const board = JSON.parse(files[`${FOLDER}queue.json`]) as Dashboard;
      expect(findDashboardProblems(board)).toEqual([]);
      return board.uid;
    });
    expect(new Set(uids).size).toBe(2);
  });
});

describe.each(['cluster-overview', 'namespace-metrics'])(
  'the platform board %s',
  name => {
    it('asks only for what the platform scrapes and is drawn well', () => {
      const board = JSON.parse(
        readFileSync(join(SHARED, 'dashboards', `${name}.json`), 'utf8'),
      ) as Dashboard;
      expect(findDashboardProblems(board)).toEqual([]);
      expect(
        findMetricProblems(expressionsOf(board), PLATFORM_METRICS),
      ).toEqual([]);
    });
  },
);

describeWith(['kustomize'], 'what Kustomize makes of the folder', () => {
  it.each(coveringCombinations.map(one => [titleOf(one), one] as const))(
    'with %s holds the rules and every board under fixed names',
    (_title, options) => {
      const files = renderObservability(options);
      const { folder, remove } = writeFiles(files);
      const { status, output } = runTool(
        'kustomize',
        ['build', 'observability'],
        { cwd: folder },
      );
      remove();
      expect({ status, output }).toMatchObject({ status: 0 });
      const objects = parseAllDocuments(output).map(one => one.toJS());
      expect(objects.map(one => `${one.kind}/${one.metadata.name}`)).toEqual([
        'ConfigMap/billing-service-dashboards',
        'PrometheusRule/billing-service',
      ]);
      expect(Object.keys(objects[0].data).map(name => FOLDER + name)).toEqual(
        Object.keys(files)
          .filter(path => path.startsWith(FOLDER))
          .sort(),
      );
      expect(objects[0].metadata.labels).toMatchObject({
        grafana_dashboard: '1',
        team: 'notes-team',
        'cost-center': 'engineering',
      });
    },
  );
});
