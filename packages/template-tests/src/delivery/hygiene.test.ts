import { compileFunction } from 'node:vm';
import { parse } from 'yaml';
import { findDataProblems, findTextProblems } from '@notes/template-kit';
import { COMBINATIONS, NAME } from './deliveryValues';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { describeWith, runTool } from './tools';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

/** What a module exports that imports nothing: it needs no process, which a busy machine may starve. */
function evaluate(module: string): unknown {
  return compileFunction(module.replace(/^export default /m, 'return '))();
}

describe.each(COMBINATIONS)('the repository of %s', (_title, options) => {
  let repository: RenderedRepository;
  const text = (path: string) => repository.files[path].text;
  beforeAll(() => {
    repository = renderRepository(options);
  });
  afterAll(() => repository.remove());

  it('is data that parses and text without anything of the template', () => {
    const texts = Object.fromEntries(
      Object.entries(repository.files).map(([path, file]) => [path, file.text]),
    );
    expect(findTextProblems(texts)).toEqual([]);
    expect(findDataProblems(texts)).toEqual([]);
  });

  it('keeps its scripts executable', () => {
    const scripts = Object.keys(repository.files).filter(path =>
      /\.sh$|\.githooks\//.test(path),
    );
    expect(scripts.length).toBeGreaterThan(5);
    for (const path of scripts)
      expect([path, repository.files[path].executable]).toEqual([path, true]);
  });

  it('asks the owner to review, and for the one check that a workflow makes', () => {
    expect(text('.github/CODEOWNERS')).toContain('* @notes/notes-team\n');
    const { rules } = JSON.parse(text('.github/rulesets/main.json'));
    const checks = rules.find(
      (rule: { type: string }) => rule.type === 'required_status_checks',
    ).parameters.required_status_checks;
    const { jobs } = parse(text('.github/workflows/ci.yml'));
    const { passed, ...others } = jobs;
    expect(checks).toEqual([{ context: passed.name }]);
    expect(passed.needs.sort()).toEqual(Object.keys(others).sort());
  });

  it('waits seven days for a new version and pins digests', () => {
    const renovate = JSON.parse(text('renovate.json'));
    expect(renovate).toMatchObject({
      minimumReleaseAge: '7 days',
      internalChecksFilter: 'strict',
      vulnerabilityAlerts: { minimumReleaseAge: null },
    });
    expect(renovate.extends).toEqual(
      expect.arrayContaining([
        'docker:pinDigests',
        'helpers:pinGitHubActionDigests',
      ]),
    );
  });

  it('lets Renovate find the version of every tool of the pipeline', () => {
    const [{ matchStrings, managerFilePatterns }] = JSON.parse(
      text('renovate.json'),
    ).customManagers;
    const pattern = new RegExp(matchStrings[0], 'g');
    const script = text('scripts/install-tools.sh');
    const found = [...script.matchAll(pattern)].map(one => one.groups);
    expect(found).toHaveLength(script.match(/\) echo /g)?.length ?? 0);
    expect(found).toContainEqual({
      datasource: 'go',
      depName: 'github.com/open-policy-agent/conftest',
      currentValue: 'v0.69.0',
    });
    expect('scripts/install-tools.sh').toMatch(
      new RegExp(managerFilePatterns[0].slice(1, -1)),
    );
  });

  it('installs every tool that its scripts and workflows call', () => {
    const asked = [
      ...text('.github/workflows/ci.yml').matchAll(/install-tools\.sh (.+)/g),
    ]
      .concat([
        ...text('.github/workflows/reusable-deploy.yml').matchAll(
          /install-tools\.sh (.+)/g,
        ),
      ])
      .flatMap(one => one[1].split(' '));
    for (const tool of asked)
      expect(text('scripts/install-tools.sh')).toMatch(
        new RegExp(`\\n    ${tool}\\) echo `),
      );
    expect(asked).toEqual(
      expect.arrayContaining(['conftest', 'gitleaks', 'k6']),
    );
  });

  it('has an objective in the smoke test that is the one of its tier', () => {
    expect(text('smoke/smoke.js')).toContain(
      options.tier === 'critical' ? "['rate<0.0005']" : "['rate<0.001']",
    );
  });

  it('accepts the scopes of the parts it has', () => {
    const { rules } = evaluate(
      text('.github/commitlint/commitlint.config.mjs'),
    ) as { rules: { 'scope-enum': [number, string, string[]] } };
    const [, , scopes] = rules['scope-enum'];
    expect(scopes).toEqual(expect.arrayContaining(['api', 'deps', 'main']));
    expect(scopes.includes('database')).toBe(options.hasDatabase);
    expect(scopes.includes('cache')).toBe(options.hasCache);
    expect(scopes.includes('events')).toBe(options.hasEvents);
  });

  it('locks what checks the messages, by hash', () => {
    const read = (name: string) =>
      JSON.parse(text(`.github/commitlint/${name}`));
    const { packages } = read('package-lock.json');
    expect(packages[''].devDependencies).toEqual(
      read('package.json').devDependencies,
    );
    const { '': _root, ...locked } = packages as Record<
      string,
      { integrity?: string }
    >;
    for (const [path, { integrity }] of Object.entries(locked))
      expect([path, integrity]).toEqual([
        path,
        expect.stringMatching(/^sha512-/),
      ]);
  });

  it('says which variables and secrets its workflows ask for, and no others', () => {
    const workflows = Object.keys(repository.files)
      .filter(path => /^\.github\/workflows\/.*\.yml$/.test(path))
      .map(text)
      .join('\n');
    const asked = new Set(
      [...workflows.matchAll(/\b(?:vars|secrets)\.([A-Z_]+)/g)].map(
        one => one[1],
      ),
    );
    const told = new Set(
      [
        ...text('.github/workflows/README.md').matchAll(
          /^\| (`[A-Z_`, ]+) \|/gm,
        ),
      ].flatMap(one => one[1].match(/[A-Z_]+/g) ?? []),
    );
    expect([...told].sort()).toEqual([...asked].sort());
  });

  it('has chaos only when it was chosen', () => {
    const chaos = Object.keys(repository.files).filter(path =>
      /chaos/.test(path),
    );
    expect(chaos.length > 0).toBe(options.chaos);
  });

  it('has experiments in dev alone, and a way to stop them', () => {
    const names = options.chaos ? ['pod-kill', 'network-delay'] : [];
    const experiments = names.map(one => parse(text(`chaos/${one}.yaml`)));
    for (const { kind, metadata, spec } of experiments) {
      expect(kind).toBe('Schedule');
      const experiment = spec.podChaos ?? spec.networkChaos;
      expect(experiment.selector.namespaces).toEqual(['notes-dev']);
      expect(experiment.selector.labelSelectors['app.kubernetes.io/name']).toBe(
        NAME,
      );
      expect(experiment.mode === 'one' || Number(experiment.value) <= 50).toBe(
        true,
      );
      expect(spec.networkChaos?.duration ?? '5m').toBe('5m');
      expect(text('docs/chaos.md')).toContain(metadata.name);
      expect(text('docs/chaos.md')).toMatch(
        /## What we expect[^]*## When to stop/,
      );
    }
  });

  describeWith(['shellcheck'], 'for shellcheck', () => {
    it('has shell scripts without a mistake', () => {
      const scripts = Object.keys(repository.files).filter(path =>
        /\.sh$|\.githooks\//.test(path),
      );
      expect(
        runTool('shellcheck', scripts, { cwd: repository.folder }),
      ).toEqual({ status: 0, output: '' });
    });
  });
});

describe('the tools of the pipeline', () => {
  it.each([
    [['no-such-tool'], /no version is set for 'no-such-tool'/],
    [[], /usage:/],
  ])(
    'are refused by name before anything is installed: %j',
    (args, message) => {
      const repository = renderRepository();
      const { status, output } = runTool(
        'bash',
        ['scripts/install-tools.sh', ...args],
        {
          cwd: repository.folder,
          env: { PATH: '/usr/bin:/bin' },
        },
      );
      repository.remove();
      expect([status, output]).toEqual([2, expect.stringMatching(message)]);
    },
  );
});
