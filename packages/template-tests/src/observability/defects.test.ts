import {
  type Dashboard,
  expressionsOf,
  findAlertProblems,
  findDashboardProblems,
  findMetricProblems,
  serviceMetrics,
} from '@notes/template-kit';
import { observabilityValues } from './observabilityValues';
import { renderObservability } from './renderObservability';

const options = { database: 'postgresql', events: 'both' } as const;
const files = renderObservability(options);
const board = JSON.parse(
  files['observability/dashboards/queue.json'],
) as Dashboard;

/** The same files with one thing broken. */
function breakFile(path: string, right: string | RegExp, wrong: string) {
  const text = files[path].replace(right, wrong);
  expect(text).not.toBe(files[path]);
  return { ...files, [path]: text };
}

describe('a seeded defect is named', () => {
  it.each([
    [
      'an alert without a section of the runbook',
      'docs/runbook.md',
      '## OutboxBacklog',
      '## Outbox backlog',
      [
        'OutboxBacklog has no section in the runbook',
        'the runbook has a section for "Outbox backlog", which is no alert',
      ],
    ],
    [
      'a section without its diagnosis',
      'docs/runbook.md',
      '**Diagnosis:**',
      '',
      [
        expect.stringContaining(
          'the section "AvailabilityBudgetBurn" has the parts Meaning, Impact',
        ),
      ],
    ],
    [
      'an alert whose test is gone',
      'observability/rules.test.yaml',
      /alertname: DeadLetters/g,
      'alertname: ConsumerLag',
      ['no test makes DeadLetters fire', 'no test keeps DeadLetters quiet'],
    ],
    [
      'an alert without an owner',
      'observability/rules.yaml',
      /team: "notes-team"\n( +)tier: standard\n( +)annotations:\n( +)summary: "billing-service is down/,
      'tier: standard\n$2annotations:\n$3summary: "billing-service is down',
      ['ServiceDown has no team'],
    ],
    [
      'a board that does not exist',
      'observability/rules.yaml',
      'd/billing-service-queue',
      'd/billing-service-kafka',
      [
        'OutboxBacklog leads to the board "billing-service-kafka", which does not exist',
      ],
    ],
    [
      'a link to another section',
      'observability/rules.yaml',
      '#servicedown',
      '#service-down',
      ['ServiceDown does not lead to its section of the runbook'],
    ],
  ])('%s', (_reason, path, right, wrong, problems) => {
    expect(findAlertProblems(breakFile(path, right, wrong))).toEqual(problems);
  });

  it('a metric that nobody emits, and a query that is no PromQL', () => {
    const known = serviceMetrics(observabilityValues(options) as never);
    expect(
      findMetricProblems(['sum(rate(http_requests_total[5m]))'], known),
    ).toEqual(['"http_requests_total" is emitted by nobody']);
    expect(findMetricProblems(['sum(rate(service_info[5m])'], known)).toEqual([
      expect.stringContaining('is no PromQL at'),
    ]);
    expect(findMetricProblems(['cache_requests_total'], known)).toEqual([
      '"cache_requests_total" is emitted by nobody',
    ]);
  });

  it('a board with a fixed data source, an id, and panels over each other', () => {
    const broken = structuredClone(board);
    broken.id = 7;
    broken.uid = 'x'.repeat(41);
    broken.panels[1].datasource = {
      type: 'prometheus',
      uid: 'P1809F7CD0C75ACF3',
    };
    broken.panels[2].gridPos.x = 0;
    expect(findDashboardProblems(broken)).toEqual([
      'it has an id of one Grafana',
      `its uid "${'x'.repeat(41)}" is not accepted by Grafana`,
      '"Consumer lag" does not use the chosen data source',
      '"Consumer lag" lies over "Throughput"',
    ]);
    expect(expressionsOf(board).length).toBeGreaterThan(8);
  });
});
