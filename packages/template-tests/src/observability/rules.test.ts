import {
  alertsOf,
  findAlertProblems,
  findMetricProblems,
  PROMETHEUS_METRICS,
  rulesOf,
  serviceMetrics,
} from '@notes/template-kit';
import {
  observabilityCombinations,
  observabilityValues,
  titleOf,
} from './observabilityValues';
import { renderObservability } from './renderObservability';

describe.each(
  observabilityCombinations.map(one => [titleOf(one), one] as const),
)('the rules of a service with %s', (_title, options) => {
  const files = renderObservability(options);
  const rules = rulesOf(files['observability/rules.yaml']);

  it('use only PromQL and metrics that the service emits', () => {
    const recorded = rules.flatMap(({ record }) => record ?? []);
    const known = [
      ...serviceMetrics(observabilityValues(options) as never),
      ...PROMETHEUS_METRICS,
      ...recorded,
    ];
    expect(
      findMetricProblems(
        rules.map(({ expr }) => expr),
        known,
      ),
    ).toEqual([]);
  });

  it('lead to a section of the runbook and a board, and are tested both ways', () => {
    expect(findAlertProblems(files)).toEqual([]);
  });

  it('have a severity that pages or opens a ticket', () => {
    const severities = alertsOf(files['observability/rules.yaml']).map(
      ({ labels }) => labels?.severity,
    );
    expect(new Set(severities)).toEqual(new Set(['critical', 'warning']));
  });
});

describe('the alerts of parts', () => {
  const namesOf = (options: Parameters<typeof renderObservability>[0]) =>
    alertsOf(renderObservability(options)['observability/rules.yaml']).map(
      ({ alert }) => alert,
    );

  it.each([
    [{ language: 'node' }, 'EventLoopLag', true],
    [{ language: 'python' }, 'EventLoopLag', false],
    [{ database: 'postgresql' }, 'DatabaseSlow', true],
    [{ cache: 'redis' }, 'DatabaseSlow', false],
    [{ cache: 'redis' }, 'CacheFailing', true],
    [{ events: 'producer' }, 'OutboxBacklog', false],
    [{ events: 'producer', database: 'postgresql' }, 'OutboxBacklog', true],
    [{ events: 'producer' }, 'ConsumerLag', false],
    [{ events: 'consumer' }, 'ConsumerLag', true],
    [{}, 'DependencyDown', false],
  ] as const)('for %j: %s is there: %s', (options, alert, there) => {
    expect(namesOf(options).includes(alert)).toBe(there);
  });
});
