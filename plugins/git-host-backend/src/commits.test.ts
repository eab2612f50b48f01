import {
  DEVELOPER,
  GitHost,
  OTHER,
  startGitHost,
} from './__testUtils__/startGitHost';

const id = { owner: 'notes', name: 'tree' };

// Every case runs git several times, which takes its time beside other tests.
jest.setTimeout(30_000);

describe('commits through the API', () => {
  let host: GitHost;
  const dev = () => host.as(DEVELOPER);

  beforeAll(async () => {
    host = await startGitHost();
    await host.client.createRepository(
      {
        ...id,
        initialCommit: {
          message: 'Start',
          files: [
            { path: 'README.md', content: '# Hello\n' },
            { path: 'old/a.txt', content: 'a' },
          ],
        },
      },
      dev(),
    );
  });
  afterAll(() => host.stop());

  const commit = (files: { path: string; content?: string }[], extra = {}) =>
    host.client.commit(id, { message: 'Change', files, ...extra }, dev());
  const count = async () =>
    (await host.client.listCommits(id, {}, dev())).items.length;

  it('writes and deletes files in one commit, with the caller as author', async () => {
    const result = await commit([
      { path: 'environments/dev/apps/a.yaml', content: 'a: 1\n' },
      { path: 'old' },
    ]);

    expect(result).toMatchObject({ branch: 'main', outcome: 'committed' });
    const made = await host.client.getCommit(id, result.commitSha, dev());
    expect(made.author.name).toBe('dev.rivera');
    expect(made.diff.files.map(file => file.status).sort()).toEqual([
      'added',
      'deleted',
    ]);
    expect(host.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'repository-commit',
        meta: {
          repository: 'notes/tree',
          paths: ['environments/dev/apps/a.yaml', 'old'],
        },
      }),
    );
  });

  it('makes no commit when everything is there already', async () => {
    const files = [{ path: 'same.txt', content: 'same\n' }, { path: 'gone' }];
    const first = await commit(files);
    const before = await count();

    const second = await commit(files);

    expect(second).toEqual({ ...first, outcome: 'unchanged' });
    expect(await count()).toBe(before);
  });

  it('reads several files at once, and leaves out those that do not exist', async () => {
    const { commitSha } = await commit([
      { path: 'read/a.txt', content: 'ä\n' },
      { path: 'read/empty.txt', content: '' },
    ]);
    const paths = ['read/none', 'read/a.txt', 'read', 'read/empty.txt'];
    expect(await host.client.getFiles(id, { paths }, dev())).toEqual({
      ...{ ref: 'main', commitSha },
      items: [
        { path: 'read/a.txt', content: 'ä\n' },
        { path: 'read/empty.txt', content: '' },
      ],
    });
    const one = { ref: commitSha, paths: ['read/a.txt'] };
    expect((await host.client.getFiles(id, one, dev())).items).toHaveLength(1);
    await expect(
      host.client.getFiles(id, { paths: ['../x'] }, dev()),
    ).rejects.toThrow(/"..\/x" is not accepted/);
    await expect(
      host.client.getFiles(id, { paths: [] }, dev()),
    ).rejects.toThrow(/path/);
  });

  it('refuses a commit on top of a branch that has moved', async () => {
    const { commitSha } = await commit([{ path: 'n.txt', content: '1' }]);
    await commit([{ path: 'n.txt', content: '2' }]);
    await expect(
      commit([{ path: 'n.txt', content: '3' }], { parentSha: commitSha }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining("Branch 'main' has changed"),
    });
  });

  it('loses none of many commits at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `many/${index}.txt`);
    const add = async (path: string): Promise<void> => {
      await commit([{ path, content: path }]).catch(error =>
        error.name === 'ConflictError' ? add(path) : Promise.reject(error),
      );
    };
    await Promise.all(names.map(add));
    const { entries } = await host.client.getTree(id, { path: 'many' }, dev());
    expect(entries.map(entry => entry.path)).toEqual(names);
  });

  it('is refused to those who may not push, and changes nothing', async () => {
    const before = await count();
    await expect(
      host.client.commit(
        id,
        { message: 'x', files: [{ path: 'x', content: 'x' }] },
        host.as(OTHER),
      ),
    ).rejects.toThrow(/not allowed to 'githost.repository.push'/);
    expect(await count()).toBe(before);
  });

  it.each([
    [{ files: [] }, /files/],
    [{ files: [{ path: '../up', content: '' }] }, /"..\/up" is not accepted/],
    [{ files: [{ path: '.git/config', content: '' }] }, /not accepted/],
    [{ branch: '--help' }, /branch "--help" is not accepted/],
    [{ branch: 'none' }, /'none' does not exist/],
    [{ parentSha: 'main' }, /full id of a commit/],
    [{ message: '' }, /message/],
  ])('refuses %j', async (extra, message) => {
    await expect(commit([{ path: 'x', content: 'x' }], extra)).rejects.toThrow(
      message,
    );
  });

  it('is refused in an archived repository', async () => {
    await host.client.setArchived(id, true, dev());
    await expect(commit([{ path: 'x', content: 'x' }])).rejects.toThrow(
      /is archived/,
    );
  });
});
