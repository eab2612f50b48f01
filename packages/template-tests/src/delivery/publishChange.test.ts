import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createGitOpsRepository,
  digest,
  type GitOpsRepository,
} from './createGitOpsRepository';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { runScript, VALUES_PATH, valuesOf } from './runScript';
import { describeWith } from './tools';

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

describe('publishing as a commit', () => {
  const publish = (checkout: string) =>
    runScript(
      service,
      'publish-change.sh',
      [checkout, 'a-branch', 'deploy(billing-service): run b'],
      { GITOPS_MODE: 'commit' },
    );

  it('reaches main, also when somebody else was faster', () => {
    gitops.commit(VALUES_PATH, valuesOf(digest('a')), 'release a');
    const checkout = gitops.clone();
    gitops.commit(
      'environments/staging/values/other.yaml',
      valuesOf(digest('9')),
      'another service',
    );
    runScript(service, 'set-digest.sh', [checkout, 'staging', digest('b')]);
    expect(publish(checkout)).toMatchObject({ status: 0 });
    expect(gitops.git(gitops.origin, 'show', `main:${VALUES_PATH}`)).toBe(
      valuesOf(digest('b')).trim(),
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
      runScript(service, 'set-digest.sh', [checkout, 'staging', digest(one)]);
      publish(checkout);
    }
    const checkout = gitops.clone();
    runScript(service, 'rollback.sh', [checkout, 'staging', digest('b')]);
    publish(checkout);
    expect(gitops.git(gitops.origin, 'show', `main:${VALUES_PATH}`)).toContain(
      digest('a'),
    );
    // A second attempt of the same job finds nothing left to do.
    const again = gitops.clone();
    expect(
      runScript(service, 'rollback.sh', [again, 'staging', digest('b')]).status,
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
      service,
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
    gitops.commit(VALUES_PATH, valuesOf(digest('a')), 'release a');
    checkout = gitops.clone();
    runScript(service, 'set-digest.sh', [checkout, 'staging', digest('b')]);
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
      fileChanges: { additions: [{ path: VALUES_PATH }] },
    });
    expect(
      Buffer.from(
        request.variables.input.fileChanges.additions[0].contents,
        'base64',
      ).toString(),
    ).toBe(valuesOf(digest('b')));
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
