import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createGitOpsRepository,
  digest,
  gitEnvironment,
  type GitOpsRepository,
} from './createGitOpsRepository';
import { NAME } from './deliveryValues';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { describeWith, runTool } from './tools';

const PATH = `environments/staging/values/${NAME}.yaml`;
const values = (one: string, more = '') =>
  `image:\n  repository: ghcr.io/notes/${NAME}\n  digest: ${one}\n${more}`;

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

/** Runs a script of the emitted repository as the pipeline does. */
function runScript(
  name: string,
  args: string[],
  env: Record<string, string> = {},
) {
  return runTool('bash', [join(service.folder, 'scripts', name), ...args], {
    cwd: service.folder,
    env: { ...(gitEnvironment as Record<string, string>), ...env },
  });
}

describe('setting a digest', () => {
  it('changes that line and nothing else', () => {
    gitops.commit(
      PATH,
      values(digest('a'), 'replicas: 3 # for the sale\n'),
      'one',
    );
    const checkout = gitops.clone();
    expect(
      runScript('set-digest.sh', [checkout, 'staging', digest('b')]),
    ).toEqual({ status: 0, output: '' });
    expect(readFileSync(join(checkout, PATH), 'utf8')).toBe(
      values(digest('b'), 'replicas: 3 # for the sale\n'),
    );
    expect(gitops.git(checkout, 'status', '--short')).toBe(`M ${PATH}`);
  });

  it('starts the file of a service that was never released', () => {
    const checkout = gitops.clone();
    runScript('set-digest.sh', [checkout, 'staging', digest('a')]);
    expect(readFileSync(join(checkout, PATH), 'utf8')).toBe(
      values(digest('a')),
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
    gitops.commit(PATH, values(digest('a')), 'one');
    const checkout = gitops.clone();
    const { status, output } = runScript('set-digest.sh', [checkout, ...args]);
    expect(status).toBe(2);
    expect(output).toMatch(message);
    expect(gitops.git(checkout, 'status', '--short')).toBe('');
  });

  it('refuses a file in which it cannot tell which digest is meant', () => {
    gitops.commit(
      PATH,
      `${values(digest('a'))}sidecar:\n  digest: ${digest('c')}\n`,
      'two',
    );
    const checkout = gitops.clone();
    const { status, output } = runScript('set-digest.sh', [
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
    gitops.commit(PATH, values(digest('a')), 'release a');
    gitops.commit(PATH, values(digest('b')), 'release b');
    gitops.commit(PATH, values(digest('b'), 'replicas: 5\n'), 'scale up');
    gitops.commit(
      'environments/staging/values/other.yaml',
      values(digest('9')),
      'another service',
    );
    const checkout = gitops.clone();
    const { status, output } = runScript('rollback.sh', [
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
    expect(readFileSync(join(checkout, PATH), 'utf8')).toBe(
      values(digest('a'), 'replicas: 5\n'),
    );
    expect(gitops.git(checkout, 'status', '--short')).toBe(`M ${PATH}`);
  });

  it('goes back one release, also when the failed digest ran once before', () => {
    for (const one of ['b', 'a', 'b'])
      gitops.commit(PATH, values(digest(one)), `release ${one}`);
    const checkout = gitops.clone();
    runScript('rollback.sh', [checkout, 'staging', digest('b')]);
    expect(readFileSync(join(checkout, PATH), 'utf8')).toBe(
      values(digest('a')),
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
      gitops.commit(PATH, values(one), `release ${one}`);
    const checkout = gitops.clone();
    const result = runScript('rollback.sh', [checkout, 'staging', digest('b')]);
    expect(result).toEqual({ status, output: expect.stringMatching(message) });
    expect(gitops.git(checkout, 'status', '--short')).toBe('');
  });
});

describe('publishing as a commit', () => {
  const publish = (checkout: string) =>
    runScript(
      'publish-change.sh',
      [checkout, 'a-branch', 'deploy(billing-service): run b'],
      { GITOPS_MODE: 'commit' },
    );

  it('reaches main, also when somebody else was faster', () => {
    gitops.commit(PATH, values(digest('a')), 'release a');
    const checkout = gitops.clone();
    gitops.commit(
      'environments/staging/values/other.yaml',
      values(digest('9')),
      'another service',
    );
    runScript('set-digest.sh', [checkout, 'staging', digest('b')]);
    expect(publish(checkout)).toMatchObject({ status: 0 });
    expect(gitops.git(gitops.origin, 'show', `main:${PATH}`)).toBe(
      values(digest('b')).trim(),
    );
    expect(gitops.git(gitops.origin, 'log', '--format=%s', '-2', 'main')).toBe(
      'deploy(billing-service): run b\nanother service',
    );
  });

  it('makes no commit of nothing', () => {
    const checkout = gitops.clone();
    expect(publish(checkout)).toEqual({
      status: 0,
      output: expect.stringMatching(/nothing to change/),
    });
    expect(gitops.git(gitops.origin, 'rev-list', '--count', 'main')).toBe('1');
  });

  it('releases and rolls back from end to end', () => {
    for (const one of ['a', 'b']) {
      const checkout = gitops.clone();
      runScript('set-digest.sh', [checkout, 'staging', digest(one)]);
      publish(checkout);
    }
    const checkout = gitops.clone();
    runScript('rollback.sh', [checkout, 'staging', digest('b')]);
    publish(checkout);
    expect(gitops.git(gitops.origin, 'show', `main:${PATH}`)).toContain(
      digest('a'),
    );
    // A second attempt of the same job finds nothing left to do.
    const again = gitops.clone();
    expect(
      runScript('rollback.sh', [again, 'staging', digest('b')]).status,
    ).toBe(0);
    expect(gitops.git(again, 'status', '--short')).toBe('');
  });
});

describeWith(['jq'], 'publishing as a pull request', () => {
  /** Stands in for gh: it writes down what it was asked and answers from a file. */
  function publish(checkout: string, state: string) {
    const log = join(service.folder, 'gh.log');
    writeFileSync(log, '');
    const stub = join(service.folder, 'gh');
    writeFileSync(
      stub,
      `#!/usr/bin/env bash
printf '%s\\n' "$*" >> '${log}'
case "$1 $2" in
  'api graphql') cat >> '${log}' ;;
  'pr list') [ -z "$GH_OPEN" ] || echo "$GH_OPEN" ;;
  'pr create') echo https://git.notes.example/pull/1 ;;
  'pr view') echo ${state} ;;
esac
`,
      { mode: 0o755 },
    );
    const result = runScript(
      'publish-change.sh',
      [checkout, 'a-branch', 'deploy: run b'],
      {
        PATH: `${service.folder}:${process.env.PATH}`,
        GH_OPEN: '',
        WAIT_SECONDS: '1',
        POLL_SECONDS: '1',
      },
    );
    return { ...result, log: readFileSync(log, 'utf8') };
  }

  let checkout: string;
  beforeEach(() => {
    gitops.commit(PATH, values(digest('a')), 'release a');
    checkout = gitops.clone();
    runScript('set-digest.sh', [checkout, 'staging', digest('b')]);
  });

  it('lets GitHub make the commit, asks for the merge and waits for it', () => {
    const { status, output, log } = publish(checkout, 'MERGED');
    expect([status, output]).toEqual([
      0,
      expect.stringMatching(/merged https:.*pull\/1/),
    ]);
    const head = gitops.git(checkout, 'rev-parse', 'HEAD');
    expect(log).toContain(`-f ref=refs/heads/a-branch -f sha=${head}`);
    expect(log).toContain(
      'pr merge https://git.notes.example/pull/1 --auto --squash',
    );
    const request = JSON.parse(
      log.slice(log.indexOf('{'), log.lastIndexOf('}') + 1),
    );
    expect(request.variables.input).toMatchObject({
      branch: {
        repositoryNameWithOwner: 'platform/gitops',
        branchName: 'a-branch',
      },
      expectedHeadOid: head,
      fileChanges: { additions: [{ path: PATH }] },
    });
    expect(
      Buffer.from(
        request.variables.input.fileChanges.additions[0].contents,
        'base64',
      ).toString(),
    ).toBe(values(digest('b')));
    expect(gitops.git(gitops.origin, 'rev-list', '--count', 'main')).toBe('2');
  });

  it('fails when somebody closes it', () => {
    const { status, output } = publish(checkout, 'CLOSED');
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/was closed without a merge/),
    ]);
  });

  it('takes its request back when nobody merges in time', () => {
    const { status, output, log } = publish(checkout, 'OPEN');
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/was not merged within 1 seconds/),
    ]);
    expect(log).toMatch(/pr close https:\S+ --delete-branch/);
  });
});
