/** Integration layer: the checkers of the golden path look at the packages as they look at what templates emit. */
import { join } from 'node:path';
import {
  CheckRun,
  findSchemas,
  findTool,
  TOOLS,
  VerdictStore,
  type Checker,
  type EmittedRepository,
} from '@notes/template-kit';
import { ALL_CHECKERS } from '@notes/template-kit/src/checkers';
import { TOPICS_PACKAGE } from './deliver/deliver';
import { EVENTS_DOCUMENT } from './deliver/bundleEvents';
import { readDelivered } from './readDelivered';
import { SERVICES } from './services';

jest.setTimeout(600_000);

/** What has something to say about charts, claims, rules, pages and images. The others judge code and pipelines. */
const CHECKERS = [
  ...['text', 'data', 'asyncapi', 'hadolint', 'techdocs', 'mkdocs'],
  ...['helm-lint', 'helm3', 'chart-schema', 'kube-linter', 'kube-score'],
  ...[
    'overlays',
    'policy-tests',
    'kyverno',
    'policies',
    'claims',
    'crossplane',
  ],
  ...['alerts', 'promql', 'dashboards', 'pint', 'rule-tests', 'slo-drift'],
  'markdownlint',
];

/** Which packages a checker really looks at; fewer would mean that it has nothing to read. */
const ONLY: Readonly<Record<string, (name: string) => boolean>> = {
  // Without events there is no document of them.
  asyncapi: name => name !== 'api-gateway' && name !== TOPICS_PACKAGE,
  // Topics are claimed and overlaid, nothing else.
  ...Object.fromEntries(
    CHECKERS.filter(
      id => !['text', 'overlays', 'claims', 'crossplane'].includes(id),
    )
      .filter(id => id !== 'asyncapi')
      .map(id => [id, (name: string) => name !== TOPICS_PACKAGE]),
  ),
};

const PACKAGES = [...SERVICES.map(({ name }) => name), TOPICS_PACKAGE];

let run: CheckRun;

beforeAll(async () => {
  const store = new VerdictStore(join(TOOLS, 'cache', 'verdicts.json'));
  run = await CheckRun.create({ store });
});
afterAll(() => run.close());

describe.each(CHECKERS)('%s', id => {
  const checker = ALL_CHECKERS.find(one => one.id === id)!;
  const missing = missingOf(checker);
  const judge = missing.length > 0 ? it.skip : it;
  const needs = missing.length > 0 ? ` (needs ${missing.join(', ')})` : '';

  judge.each(PACKAGES.filter(name => ONLY[id]?.(name) ?? true))(
    `has nothing to say about %s${needs}`,
    async name => {
      const verdict = await run.check(checker, repositoryFor(id, name));
      expect(verdict).toEqual({ state: 'passed' });
    },
  );
});

function missingOf({ tools = [], schemas = [] }: Checker): string[] {
  return [
    ...tools.filter(name => !findTool(name)),
    ...schemas
      .filter(name => !findSchemas(name))
      .map(name => `schemas of ${name}`),
  ];
}

/** Pages and documents that a service's team writes have their own checks; these are the delivered ones. */
function repositoryFor(id: string, name: string): EmittedRepository {
  const repository = readDelivered(name);
  if (id === 'asyncapi') {
    const text = repository.text(EVENTS_DOCUMENT);
    return repository.withText('asyncapi.yaml', text);
  }
  if (id !== 'markdownlint') return repository;
  const written = repository
    .paths(/\.md$/)
    .filter(
      path =>
        !/^(docs\/(runbook|operations|chaos)|vault\/README)\.md$/.test(path),
    );
  return written.reduce((left, path) => left.without(path), repository);
}
