import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createGitOpsRepository,
  digest,
  type GitOpsRepository,
} from './createGitOpsRepository';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { runScript, VALUES_PATH, valuesOf } from './runScript';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

let service: RenderedRepository;
let gitops: GitOpsRepository;
beforeAll(() => {
  service = renderRepository();
});
afterAll(() => service.remove());
beforeEach(() => {
  gitops = createGitOpsRepository();
});
afterEach(() => gitops.remove());

describe('setting a digest', () => {
  it('changes that line and nothing else', () => {
    gitops.commit(
      VALUES_PATH,
      valuesOf(digest('a'), 'replicas: 3 # for the sale\n'),
      'one',
    );
    const checkout = gitops.clone();
    expect(
      runScript(service, 'set-digest.sh', [checkout, 'staging', digest('b')]),
    ).toEqual({ status: 0, output: '' });
    expect(readFileSync(join(checkout, VALUES_PATH), 'utf8')).toBe(
      valuesOf(digest('b'), 'replicas: 3 # for the sale\n'),
    );
    expect(gitops.git(checkout, 'status', '--short')).toBe(`M ${VALUES_PATH}`);
  });

  it('starts the file of a service that was never released', () => {
    const checkout = gitops.clone();
    runScript(service, 'set-digest.sh', [checkout, 'staging', digest('a')]);
    expect(readFileSync(join(checkout, VALUES_PATH), 'utf8')).toBe(
      valuesOf(digest('a')),
    );
  });

  it.each([
    [
      'an environment that does not exist',
      ['production', digest('a')],
      /'production' is none of: dev, staging, prod/,
    ],
    ['a tag', ['staging', 'v1.0.0'], /digest 'v1.0.0' is not sha256:/],
    [
      'a digest with something behind it',
      ['staging', `${digest('a')}\nevil: true`],
      /is not sha256:/,
    ],
    ['a path', ['../../etc', digest('a')], /is none of/],
    ['nothing', ['staging'], /usage:/],
  ])('refuses %s and changes nothing', (_what, args, message) => {
    gitops.commit(VALUES_PATH, valuesOf(digest('a')), 'one');
    const checkout = gitops.clone();
    const { status, output } = runScript(service, 'set-digest.sh', [
      checkout,
      ...args,
    ]);
    expect(status).toBe(2);
    expect(output).toMatch(message);
    expect(gitops.git(checkout, 'status', '--short')).toBe('');
  });

  it('refuses a file in which it cannot tell which digest is meant', () => {
    gitops.commit(
      VALUES_PATH,
      `${valuesOf(digest('a'))}sidecar:\n  digest: ${digest('c')}\n`,
      'two',
    );
    const checkout = gitops.clone();
    const { status, output } = runScript(service, 'set-digest.sh', [
      checkout,
      'staging',
      digest('b'),
    ]);
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/has 2 lines 'digest:'/),
    ]);
    expect(gitops.git(checkout, 'status', '--short')).toBe('');
  });
});

describe('rolling back', () => {
  it('puts back the digest before the failed one and keeps what was edited since', () => {
    gitops.commit(VALUES_PATH, valuesOf(digest('a')), 'release a');
    gitops.commit(VALUES_PATH, valuesOf(digest('b')), 'release b');
    gitops.commit(
      VALUES_PATH,
      valuesOf(digest('b'), 'replicas: 5\n'),
      'scale up',
    );
    gitops.commit(
      'environments/staging/values/other.yaml',
      valuesOf(digest('9')),
      'another service',
    );
    const checkout = gitops.clone();
    const { status, output } = runScript(service, 'rollback.sh', [
      checkout,
      'staging',
      digest('b'),
    ]);
    expect([status, output]).toEqual([
      0,
      expect.stringContaining(
        `goes back from ${digest('b')} to ${digest('a')}`,
      ),
    ]);
    expect(readFileSync(join(checkout, VALUES_PATH), 'utf8')).toBe(
      valuesOf(digest('a'), 'replicas: 5\n'),
    );
    expect(gitops.git(checkout, 'status', '--short')).toBe(`M ${VALUES_PATH}`);
  });

  it('goes back one release, also when the failed digest ran once before', () => {
    for (const one of ['b', 'a', 'b'])
      gitops.commit(VALUES_PATH, valuesOf(digest(one)), `release ${one}`);
    const checkout = gitops.clone();
    runScript(service, 'rollback.sh', [checkout, 'staging', digest('b')]);
    expect(readFileSync(join(checkout, VALUES_PATH), 'utf8')).toBe(
      valuesOf(digest('a')),
    );
  });

  it.each([
    [
      'another release is out by now',
      [digest('b'), digest('c')],
      /runs sha256:c+, not sha256:b+: nothing to roll back/,
      0,
    ],
    ['nothing was ever released', [], /so nothing was released/, 0],
    [
      'it was the first release',
      [digest('b')],
      /is the first release to staging/,
      3,
    ],
  ])('changes nothing when %s', (_case, releases, message, status) => {
    for (const one of releases)
      gitops.commit(VALUES_PATH, valuesOf(one), `release ${one}`);
    const checkout = gitops.clone();
    const result = runScript(service, 'rollback.sh', [
      checkout,
      'staging',
      digest('b'),
    ]);
    expect(result).toEqual({ status, output: expect.stringMatching(message) });
    expect(gitops.git(checkout, 'status', '--short')).toBe('');
  });
});
