import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckContext, Checker } from '../check';
import { readMutations } from '../mutation';
import { LIBRARY, listTemplates } from '../render';
import { EmittedRepository } from '../repository';
import { describeCheckers } from './describeCheckers';
import { ALL_CHECKERS } from '.';

const RULES = 'spec:\n  groups:\n    - name: a\n      rules: []\n';
const REPOSITORY = EmittedRepository.fromTexts(
  'stubs',
  {
    'charts/billing/Chart.yaml': 'name: billing\n',
    'charts/billing/values-dev.yaml': '{}\n',
    'charts/billing/ci/default-values.yaml': '{}\n',
    'deploy/overlays/dev/kustomization.yaml': '{}\n',
    'policies/rego/a.rego': 'package main\n',
    'policies/a.rego': 'package main\n',
    'policies/kyverno/a.yaml': '{}\n',
    'claims/redis.yaml': '{}\n',
    'observability/rules.yaml': RULES,
    'observability/rules.test.yaml': 'tests: []\n',
    'observability/slo.yaml': '{}\n',
    'mkdocs.yml': 'site_name: x\n',
    '.github/workflows/ci.yml': '{}\n',
    'renovate.json': '{}\n',
    Dockerfile: 'FROM scratch\n',
    'scripts/a.sh': '#!/bin/sh\n',
    'root.yaml': 'kind: Application\n',
  },
  {},
);
/** Checkers that ask a command and nothing else of the machine. */
const COMMANDS = ALL_CHECKERS.filter(
  ({ tools, schemas, builds }) => tools && !schemas && !builds,
);

describe('the checkers', () => {
  it('have names of their own', () => {
    const ids = ALL_CHECKERS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('each have a seeded defect that they alone must find', () => {
    const files = ['_shared', ...listTemplates(LIBRARY)].map(name =>
      join(LIBRARY, name, 'tests/mutations.yaml'),
    );
    const alone = new Set(
      files
        .flatMap(readMutations)
        .filter(({ caughtBy }) => caughtBy.length === 1)
        .flatMap(({ caughtBy }) => caughtBy),
    );
    expect(ALL_CHECKERS.filter(({ id }) => !alone.has(id))).toEqual([]);
  });

  it('are described in the docs', () => {
    const page = readFileSync(
      join(LIBRARY, '../docs/golden-path/testing.md'),
      'utf8',
    );
    expect(page).toContain(describeCheckers(ALL_CHECKERS));
  });
});

describe('a checker that asks a command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stubs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Every command is a script that says what a test wants it to say. */
  async function ask(checker: Checker, script: string) {
    const stub = join(folder, 'stub');
    writeFileSync(stub, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const place = () => Promise.resolve(mkdtempSync(join(folder, 'x-')));
    const context: CheckContext = {
      folder: () => REPOSITORY.writeTo(folder),
      copy: place,
      scratch: place,
      tool: () => stub,
      schemas: () => folder,
      once: (_name, make) => make(),
      signal: new AbortController().signal,
    };
    return checker.check(REPOSITORY, context);
  }

  it.each(COMMANDS.map(one => [one.id, one] as const))(
    '%s passes when the command has nothing to say',
    async (_id, checker) => {
      // Sloth writes what it generates into the file behind --out.
      const writes =
        'out=; for word; do [ "$out" = next ] && out=$word; [ "$word" = --out ] && out=next; done; [ -z "$out" ] || echo "groups: []" > "$out"';
      expect(await ask(checker, `${writes}\nexit 0`)).toEqual([]);
    },
  );

  it.each(COMMANDS.map(one => [one.id, one] as const))(
    '%s quotes the command when it complains',
    async (_id, checker) => {
      const says = 'echo "[CRITICAL] broken (check: x)"; exit 1';
      const problems = await ask(checker, says).catch(error => [String(error)]);
      expect(problems.join()).toContain('broken');
    },
  );
});
