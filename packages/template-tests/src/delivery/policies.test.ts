import { parseAllDocuments } from 'yaml';
import { NAME } from './deliveryValues';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { describeWith, runTool } from './tools';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

const RULES = [
  'digest',
  'registry',
  'non-root',
  'limits',
  'probes',
  'labels',
  'namespace',
];

let repository: RenderedRepository;
beforeAll(() => {
  repository = renderRepository();
});
afterAll(() => repository.remove());

const documents = (path: string) =>
  parseAllDocuments(repository.files[path].text).map(one => one.toJS());

describe('the house rules', () => {
  it('have a fixture that breaks each of them', () => {
    expect(
      documents('policies/fixtures/fail.yaml').map(
        object => object.metadata.name,
      ),
    ).toEqual(RULES.map(rule => `${NAME}-${rule}`));
  });

  it('ask the same of the API server as of Kyverno', () => {
    const [kyverno] = documents('policies/kyverno/workloads.yaml');
    const [admission, binding] = documents('policies/admission/workloads.yaml');
    for (const key of ['matchConstraints', 'variables', 'validations'])
      expect(kyverno.spec[key]).toEqual(admission.spec[key]);
    expect(kyverno.spec.validations).toHaveLength(RULES.length);
    expect(binding.spec.policyName).toBe(admission.metadata.name);
    expect(kyverno.spec.validationActions).toEqual(['Deny']);
    expect(binding.spec.validationActions).toContain('Deny');
  });
});

describeWith(['conftest'], 'the Rego rules', () => {
  const run = (...args: string[]) =>
    runTool(
      'conftest',
      [
        ...args.slice(0, 1),
        '--no-color',
        '--policy',
        'policies/rego',
        '--data',
        'policies/parameters.yaml',
        ...args.slice(1),
      ],
      { cwd: repository.folder },
    );

  it('pass their own tests', () => {
    const { status, output } = run('verify');
    expect(output).toMatch(/5 tests, 5 passed/);
    expect(status).toBe(0);
  });

  it('let what is right pass', () => {
    expect(
      run('test', '--all-namespaces', 'policies/fixtures/pass.yaml'),
    ).toMatchObject({ status: 0 });
  });

  it('refuse each mistake by the rule it breaks, and no other', () => {
    const { status, output } = run(
      'test',
      '--all-namespaces',
      '--output',
      'json',
      'policies/fixtures/fail.yaml',
    );
    expect(status).toBe(1);
    const failures = (JSON.parse(output) as { failures?: { msg: string }[] }[])
      .flatMap(result => result.failures ?? [])
      .map(({ msg }) => /^(\S+): \S+ (\S+)/.exec(msg)?.slice(1));
    expect(failures.sort()).toEqual(
      RULES.map(rule => [rule, `${NAME}-${rule}`]).sort(),
    );
  });
});

describeWith(['kyverno'], 'the admission rules', () => {
  it('pass the tests that the repository carries', () => {
    const { status, output } = runTool(
      'kyverno',
      ['test', 'policies/kyverno'],
      {
        cwd: repository.folder,
      },
    );
    expect(output).toMatch(/9 tests passed and 0 tests failed/);
    expect(status).toBe(0);
  });

  it.each(['kyverno', 'admission'])(
    'refuse each mistake for its own reason as %s, and nothing that is right',
    kind => {
      const apply = (fixtures: string) =>
        runTool(
          'kyverno',
          [
            'apply',
            `policies/${kind}/workloads.yaml`,
            '--resource',
            `policies/fixtures/${fixtures}.yaml`,
          ],
          { cwd: repository.folder },
        );
      expect(apply('pass').output).toMatch(/pass: 2, fail: 0/);
      const { status, output } = apply('fail');
      expect(status).not.toBe(0);
      expect(output).toMatch(new RegExp(`pass: 0, fail: ${RULES.length}`));
      for (const rule of RULES)
        expect(output).toMatch(
          new RegExp(`${NAME}-${rule} failed:\\s+1 - \\S* ?${rule}: `),
        );
    },
  );
});
