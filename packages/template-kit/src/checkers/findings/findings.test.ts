import { EmittedRepository } from '../../repository';
import {
  findAlertProblems,
  findCatalogProblems,
  findClaimProblems,
  findDashboardProblems,
  findGateProblems,
  findLockProblems,
  findMetricProblems,
  findSkipProblems,
  findTextProblems,
  findWorkflowProblems,
  serviceMetrics,
} from '.';

const CATALOG = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: billing }
spec: { type: service, lifecycle: experimental, owner: team-a, providesApis: [billing-api], dependsOn: ['resource:billing-db'] }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: billing-api }
spec: { type: openapi, lifecycle: experimental, owner: team-a, definition: { $text: ./openapi.yaml } }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: billing-db }
spec: { type: database, owner: team-a }
`;
const CLAIM = `apiVersion: platform.notes.dev/v1alpha1
kind: PostgreSQLInstance
metadata: { name: billing-postgresql }
spec: { size: small, region: us-east-1, profile: learning, database: billing, connectionSecretName: billing-postgresql }
`;

describe('findings in a catalog file', () => {
  const files = { 'catalog-info.yaml': CATALOG, 'openapi.yaml': 'a: 1\n' };
  const find = (from: string, to: string) =>
    findCatalogProblems({
      ...files,
      'catalog-info.yaml': CATALOG.replace(from, to),
    });

  it('are none when the catalog accepts it', async () => {
    expect(await findCatalogProblems(files)).toEqual([]);
  });

  it.each([
    ['lifecycle: experimental, ', '', /Component billing: .*lifecycle/],
    ['name: billing-db', 'name: db', /names resource:default\/billing-db/],
    ['./openapi.yaml', './api.yaml', /names api\.yaml, which is not there/],
    ['kind: Resource', 'kind: Thing', /knows no such kind/],
  ])('name what is wrong when %j is %j', async (from, to, problem) => {
    expect((await find(from, to)).join('\n')).toMatch(problem);
  });
});

describe('findings in claims', () => {
  const files = {
    'claims/postgresql.yaml': CLAIM,
    'claims/kustomization.yaml': 'resources: [postgresql.yaml]\n',
  };

  it('are none when the platform accepts and deploys them', () => {
    expect(findClaimProblems(files)).toEqual([]);
    expect(findClaimProblems({})).toEqual([]);
  });

  it.each([
    ['claims/postgresql.yaml', 'size: small', 'size: huge', /spec\.size/],
    ['claims/postgresql.yaml', 'PostgreSQLInstance', 'Oracle', /no API Oracle/],
    ['claims/postgresql.yaml', '/v1alpha1', '/v2', /apiVersion: expected/],
    ['claims/postgresql.yaml', '{ name:', '{ namespace: a, name:', /overlay/],
    ['claims/kustomization.yaml', 'postgresql', 'p', /not list postgresql/],
    ['claims/kustomization.yaml', 'postgresql', 'p', /lists p\.yaml/],
  ] as const)('name the field: %s with %s as %s', (path, from, to, problem) => {
    const broken = { ...files, [path]: files[path].replace(from, to) };
    expect(findClaimProblems(broken).join('\n')).toMatch(problem);
  });

  it('miss no list of claims', () => {
    expect(findClaimProblems({ 'claims/postgresql.yaml': CLAIM })).toEqual([
      expect.stringContaining('no claim is deployed'),
    ]);
  });
});

describe('findings in files', () => {
  it('let Python and empty folders have their customs', () => {
    expect(
      findTextProblems({
        'app/__init__.py': '',
        'environments/.gitkeep': '',
        'app/a.py': 'a = 1\n\n\ndef b(): ...\n',
      }),
    ).toEqual([]);
  });

  it.each([
    ['scripts/a.sh', 'x=${{ github.sha }}\n'],
    ['deploy/a.yaml', 'a: "{{ .Values.x }}"\n'],
  ])('name an expression that another language evaluates: %s', (path, text) => {
    expect(findTextProblems({ [path]: text }).join()).toMatch(
      /template syntax left|expression of another language/,
    );
  });

  it('are the gates that let too little pass', () => {
    const gate = (branches: number) =>
      `coverageThreshold: { global: { lines: 80, branches: ${branches}, functions: 80, statements: 80 } }`;
    expect(findGateProblems({ 'jest.config.js': gate(80) })).toEqual([]);
    expect(findGateProblems({ 'jest.config.js': gate(8) })).toEqual([
      'jest.config.js: the gate branches is 8, at least 80',
    ]);
    expect(
      findGateProblems({ 'pyproject.toml': '--cov-fail-under=79' }),
    ).toEqual([
      'pyproject.toml: the gate --cov-fail-under is 79, at least 80',
      'pyproject.toml has no gate for --cov-branch',
    ]);
  });

  it('are skips without a reason, and too many of them', () => {
    const skip =
      '# shellcheck disable=SC2086 The words are split on purpose.\n';
    expect(findSkipProblems({ 'a.sh': skip })).toEqual([]);
    expect(findSkipProblems({ 'a.sh': 'x # noqa\n' })).toEqual([
      'a.sh:1 skips a check and does not say why',
    ]);
    expect(findSkipProblems({ 'a.sh': skip.repeat(4) })).toEqual([
      expect.stringContaining('4 checks are skipped, at most 3'),
    ]);
    expect(
      findSkipProblems({ 'charts/a/charts/b/x.tpl': 'kube-score/ignore\n' }),
    ).toEqual([]);
  });

  it('are house rules that a workflow breaks', () => {
    const problems = findWorkflowProblems(
      '.github/workflows/release.yml',
      `permissions: write-all
jobs:
  build:
    steps:
      - uses: actions/checkout@main
      - uses: actions/cache@v4
      - run: echo \${{ github.sha }}
`,
    );
    expect(problems).toHaveLength(8);
    expect(problems.join()).toMatch(/no timeout-minutes.*restores a cache/);
  });
});

describe('findings in a lock', () => {
  it('are what the lint of lock files says', () => {
    const repository = EmittedRepository.fromTexts('x', {
      '.backstage/template.lock.yaml': 'version: 2\n',
    });
    expect(findLockProblems(repository).join()).toMatch(/lock\.yaml: version/);
  });
});

describe('findings in observability', () => {
  const board = {
    uid: 'red',
    schemaVersion: 41,
    templating: { list: [{ name: 'datasource', type: 'x', query: '' }] },
    annotations: { list: [] as { datasource: object; expr: string }[] },
    panels: [],
  };

  it('are annotations with a fixed data source', () => {
    expect(findDashboardProblems(board)).toEqual([]);
    board.annotations.list.push({ datasource: { uid: 'P1' }, expr: 'up' });
    expect(findDashboardProblems(board)).toEqual([
      'the annotation "up" has a fixed data source',
    ]);
  });

  it('are metrics of parts that were not chosen', () => {
    const known = serviceMetrics({
      language: 'node',
      hasDatabase: false,
      hasCache: true,
      produces: false,
      consumes: false,
    });
    expect(findMetricProblems(['cache_requests_total'], known)).toEqual([]);
    expect(findMetricProblems(['outbox_pending_messages'], known)).toEqual([
      '"outbox_pending_messages" is emitted by nobody',
    ]);
  });

  it('are alerts that help nobody', () => {
    const problems = findAlertProblems({
      'observability/rules.yaml':
        'spec: { groups: [{ name: a, rules: [{ alert: Down, expr: up == 0 }] }] }\n',
      'observability/rules.test.yaml': 'tests: []\n',
      'docs/runbook.md': '# Runbook\n',
    });
    expect(problems.join('\n')).toMatch(
      /Down has no team[^]*no section in the runbook[^]*no test makes Down fire/,
    );
  });
});
