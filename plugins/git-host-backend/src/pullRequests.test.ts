import type { FileChange } from '@notes/plugin-git-host-common';
import {
  DEVELOPER,
  GitHost,
  OTHER,
  startGitHost,
} from './__testUtils__/startGitHost';

// Each test runs a dozen git processes, beside everything else on the machine.
jest.setTimeout(30_000);

describe('pull requests', () => {
  let host: GitHost;
  let count = 0;

  beforeAll(async () => {
    host = await startGitHost();
  });
  afterAll(() => host.stop());

  async function setup() {
    count += 1;
    const id = { owner: 'notes', name: `repo-${count}` };
    const as = host.as(DEVELOPER);
    const files = [
      { path: 'README.md', content: 'one\ntwo\nthree\n' },
      { path: 'old name.txt', content: 'a\nb\nc\nd\ne\nf\n' },
    ];
    await host.client.createRepository(
      { ...id, initialCommit: { message: 'Start', files } },
      as,
    );
    const open = (sourceBranch: string, changes: FileChange[], key?: string) =>
      host.client.openPullRequest(
        id,
        {
          title: `Change ${sourceBranch}`,
          body: 'Because',
          sourceBranch,
          commit: { message: `Change on ${sourceBranch}`, files: changes },
        },
        { ...as, idempotencyKey: key },
      );
    return { id, as, open };
  }
  const readme = (content: string) => [{ path: 'README.md', content }];

  it('commits files to a branch and shows the difference', async () => {
    const { id, as, open } = await setup();

    const opened = await open('upgrade/v2', [
      ...readme('one\n2\nthree\n'),
      { path: 'old name.txt' },
      { path: 'new "name".txt', content: 'a\nb\nc\nd\ne\nf\n' },
      { path: 'picture.bin', content: 'AAEC', encoding: 'base64' },
    ]);

    expect(opened).toMatchObject({
      number: 1,
      state: 'open',
      author: DEVELOPER,
      targetBranch: 'main',
    });
    const detail = await host.client.getPullRequest(id, 1, as);
    expect(detail.conflicts).toEqual([]);
    expect(detail.commits.map(commit => commit.subject)).toEqual([
      'Change on upgrade/v2',
    ]);
    const byPath = Object.fromEntries(
      detail.diff.files.map(file => [file.path, file]),
    );
    expect(byPath['README.md']).toMatchObject({
      ...{ status: 'modified', additions: 1, deletions: 1 },
      patch: expect.stringContaining('-two\n+2\n'),
    });
    expect(byPath['new "name".txt']).toMatchObject({
      ...{ status: 'renamed', previousPath: 'old name.txt' },
    });
    expect(byPath['picture.bin']).toMatchObject({
      ...{ status: 'added', binary: true },
    });
    expect(byPath['picture.bin']).not.toHaveProperty('patch');
  });

  it('merges by moving the branch, once', async () => {
    const { id, as, open } = await setup();
    const { headSha } = await open('a', readme('changed\n'));

    const merged = await host.client.mergePullRequest(id, 1, as);
    const again = await host.client.mergePullRequest(id, 1, as);

    expect(merged).toMatchObject({ state: 'merged', mergeSha: headSha });
    expect(again).toEqual(merged);
    const file = await host.client.getFile(id, { path: 'README.md' }, as);
    expect(file.content).toBe('changed\n');
    const { diff } = await host.client.getPullRequest(id, 1, as);
    expect(diff.files).toHaveLength(1);
  });

  it('makes a merge commit when both sides moved on', async () => {
    const { id, as, open } = await setup();
    await open('a', [{ path: 'a.txt', content: 'a' }]);
    await open('b', [{ path: 'b.txt', content: 'b' }]);
    await host.client.mergePullRequest(id, 1, as);

    const merged = await host.client.mergePullRequest(id, 2, as);

    const commit = await host.client.getCommit(id, merged.mergeSha!, as);
    expect(commit.parents).toHaveLength(2);
    expect(commit.subject).toBe('Merge pull request #2: Change b');
    const { entries } = await host.client.getTree(id, {}, as);
    expect(entries.map(entry => entry.name)).toEqual(
      expect.arrayContaining(['a.txt', 'b.txt']),
    );
  });

  it('names the files in conflict and changes nothing', async () => {
    const { id, as, open } = await setup();
    await open('a', readme('mine\n'));
    await open('b', readme('yours\n'));
    await host.client.mergePullRequest(id, 1, as);

    const { conflicts } = await host.client.getPullRequest(id, 2, as);
    expect(conflicts).toEqual(['README.md']);
    await expect(host.client.mergePullRequest(id, 2, as)).rejects.toMatchObject(
      {
        name: 'ConflictError',
        message: expect.stringContaining('README.md'),
      },
    );
    const file = await host.client.getFile(id, { path: 'README.md' }, as);
    expect(file.content).toBe('mine\n');
    expect((await host.client.getPullRequest(id, 2, as)).state).toBe('open');
  });

  it('waits for checks', async () => {
    const { id, as, open } = await setup();
    await open('a', readme('checked\n'));
    const check = { name: 'build', summary: 'running' };
    await host.client.reportCheck(id, 1, { ...check, state: 'pending' }, as);
    await expect(host.client.mergePullRequest(id, 1, as)).rejects.toThrow(
      "check 'build' is 'pending'",
    );

    const { checks } = await host.client.reportCheck(
      ...([id, 1, { ...check, state: 'success' }, as] as const),
    );

    expect(checks).toMatchObject([{ name: 'build', state: 'success' }]);
    const merged = await host.client.mergePullRequest(id, 1, as);
    expect(merged.state).toBe('merged');
  });

  it('closes for good', async () => {
    const { id, as, open } = await setup();
    await open('a', readme('closed\n'));
    const closed = await host.client.closePullRequest(id, 1, as);
    expect(closed.state).toBe('closed');
    expect(await host.client.closePullRequest(id, 1, as)).toEqual(closed);
    await expect(host.client.mergePullRequest(id, 1, as)).rejects.toThrow(
      'Pull request #1 is closed',
    );
    const open1 = await host.client.listPullRequests(id, { state: 'open' }, as);
    expect(open1).toEqual([]);
  });

  it('withdraws what was opened with a key, branch included, and frees the key', async () => {
    const { id, as, open } = await setup();
    await open('a', readme('x\n'), 'task-1');
    const keyed = { ...as, idempotencyKey: 'task-1' };
    const withdrawn = await host.client.withdrawPullRequest(id, keyed);
    expect(withdrawn.state).toBe('closed');
    const branches = await host.client.listBranches(id, as);
    expect(branches.map(({ name }) => name)).toEqual(['main']);
    await expect(
      host.client.withdrawPullRequest(id, keyed),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect((await open('a', readme('x\n'), 'task-1')).state).toBe('open');
  });

  it('withdraws nothing that was merged, pushed to or opened with another key', async () => {
    const { id, as, open } = await setup();
    await open('a', readme('x\n'), 'task-1');
    await open('b', [{ path: 'b', content: 'b' }], 'task-2');
    const withdraw = (idempotencyKey: string) =>
      host.client.withdrawPullRequest(id, { ...as, idempotencyKey });
    await expect(withdraw('task-3')).rejects.toThrow(/no pull request/);
    const files = [{ path: 'c', content: 'c' }];
    const push = { branch: 'a', message: 'Work', files };
    await host.client.commit(id, push, as);
    await expect(withdraw('task-1')).rejects.toThrow(/'a' .* has been changed/);
    await host.client.mergePullRequest(id, 2, as);
    await expect(withdraw('task-2')).rejects.toThrow(/#2 has been merged/);
  });

  it('opens one for each idempotency key', async () => {
    const { id, as, open } = await setup();
    const first = await open('a', readme('x\n'), 'task-1');
    expect(await open('a', readme('x\n'), 'task-1')).toEqual(first);
    expect(await host.client.listPullRequests(id, {}, as)).toHaveLength(1);
    await expect(open('a', readme('y\n'))).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });

  it.each([
    [{ sourceBranch: 'main' }, /are both 'main'/],
    [{ sourceBranch: 'missing' }, /'missing' does not exist/],
    [{ sourceBranch: 'x', targetBranch: 'gone' }, /'gone' does not exist/],
    [{ sourceBranch: '--upload-pack=x' }, /branch "--upload-pack=x"/],
    [{ sourceBranch: 'a..b' }, /branch "a..b"/],
    [{ sourceBranch: 'x', title: ' ' }, /title/],
    [{ sourceBranch: 'x', extra: 1 }, /extra/],
  ])('refuses %j', async (request, message) => {
    const { id, as } = await setup();
    const body = { title: 'T', ...request };
    await expect(host.client.openPullRequest(id, body, as)).rejects.toThrow(
      message,
    );
  });

  it('refuses a script as the address of a check', async () => {
    const { id, as, open } = await setup();
    await open('a', readme('x\n'));
    const url = ['javascript', 'alert(1)'].join(':');
    await expect(
      host.client.reportCheck(id, 1, { name: 'x', state: 'success', url }, as),
    ).rejects.toThrow(/url: expected an http/);
  });

  it('lets readers look and nothing else', async () => {
    const { id, open } = await setup();
    await open('a', readme('x\n'));
    const as = host.as(OTHER);
    expect((await host.client.getPullRequest(id, 1, as)).number).toBe(1);
    const denied = { name: 'NotAllowedError' };
    const check = { name: 'x', state: 'success' as const };
    await expect(host.client.mergePullRequest(id, 1, as)).rejects.toMatchObject(
      denied,
    );
    await expect(host.client.closePullRequest(id, 1, as)).rejects.toMatchObject(
      denied,
    );
    await expect(
      host.client.reportCheck(id, 1, check, as),
    ).rejects.toMatchObject(denied);
  });

  it('changes nothing in an archived repository', async () => {
    const { id, as, open } = await setup();
    await open('a', readme('x\n'));
    await host.client.setArchived(id, true, as);
    await expect(host.client.mergePullRequest(id, 1, as)).rejects.toThrow(
      /is archived/,
    );
    await expect(open('b', readme('y\n'))).rejects.toThrow(/is archived/);
  });
});
