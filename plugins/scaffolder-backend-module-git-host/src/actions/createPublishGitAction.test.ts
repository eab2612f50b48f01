import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { GitHostClient } from '@notes/plugin-git-host-common';
import { parse } from 'yaml';
import {
  PERSON,
  startGitHost,
  STRANGER,
  type TestGitHost,
} from '../__testUtils__/startGitHost';
import { createPublishGitAction } from './createPublishGitAction';
import { examples } from './createPublishGitAction.examples';

describe('publish:git', () => {
  let host: TestGitHost;
  let workspacePath: string;
  let client: GitHostClient;
  const listTasks = jest.fn();
  const record = jest.fn();

  beforeAll(async () => {
    host = await startGitHost();
    client = host.client;
  });
  afterAll(() => host.stop());

  beforeEach(async () => {
    record.mockReset().mockResolvedValue(undefined);
    listTasks.mockReset().mockResolvedValue({ items: [], totalItems: 0 });
    workspacePath = await host.createWorkspace();
    await write('README.md', '# Hello\n');
    await write('service/index.js', 'run();\n');
    await write('service/bin.dat', Buffer.from([0, 1, 2, 255]));
    await write('node_modules/x/index.js', 'not ours');
    await write('.gitignore', 'node_modules/\n');
  });

  async function write(path: string, content: string | Buffer) {
    await mkdir(join(workspacePath, path, '..'), { recursive: true });
    await writeFile(join(workspacePath, path), content);
  }

  async function publish(
    input: Record<string, string>,
    options?: { taskId?: string; user?: string; dryRun?: boolean },
  ) {
    const user = options?.user ?? PERSON;
    const output = jest.fn();
    const action = createPublishGitAction({
      gitHost: client,
      auth: mockServices.auth(),
      scaffolder: { listTasks },
      ledger: { record },
    });
    const context = createMockActionContext({
      input,
      workspacePath,
      task: { id: options?.taskId ?? `task-${Math.random()}` },
      user: {
        ref: user,
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'dev.rivera' },
          spec: {
            profile: { displayName: 'Dev Rivera', email: 'dev@example.com' },
          },
        },
      },
    });
    // The input differs by test; the runner checks it against the schema.
    await action.handler({
      ...context,
      ...{ output, isDryRun: options?.dryRun, step: { id: 'publish' } },
      getInitiatorCredentials: async () => mockCredentials.user(user),
    } as never);
    return Object.fromEntries(output.mock.calls) as Record<string, string>;
  }

  const token = mockCredentials.user.token(PERSON);
  const read = (name: string, path: string) =>
    client.getFile({ owner: 'notes', name }, { path }, { token });

  it('publishes the files, without ignored ones, with the person as author', async () => {
    const output = await publish({
      repoOwner: 'notes',
      repoName: 'first',
      description: 'A service',
      owner: 'notes-team',
    });

    expect(output).toEqual({
      remoteUrl: 'http://localhost:7007/git/notes/first.git',
      repoUrl: 'http://localhost:7007/repositories/notes/first',
      repoContentsUrl: 'http://localhost:7007/git/notes/first/blob/main',
      commitHash: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    const id = { owner: 'notes', name: 'first' };
    expect(await client.getRepository(id, { token })).toMatchObject({
      description: 'A service',
      ownerRef: 'group:default/notes-team',
      createdBy: PERSON,
    });
    const { items } = await client.listCommits(id, {}, { token });
    expect(items).toMatchObject([
      {
        sha: output.commitHash,
        subject: 'Initial commit',
        author: { name: 'Dev Rivera', email: 'dev@example.com' },
      },
    ]);
    expect((await read('first', 'service/bin.dat')).kind).toBe('binary');
    await expect(read('first', 'node_modules/x/index.js')).rejects.toThrow(
      /does not exist/,
    );
  });

  it.each(examples.map((each, index) => ({ ...each, index })))(
    'runs the example "$description"',
    async ({ example, index }) => {
      const [{ input }] = parse(example).steps;
      const repoName = `example-${index}`;

      const output = await publish({ ...input, repoName });

      const branch = input.defaultBranch ?? 'main';
      expect(output.repoContentsUrl).toMatch(`/${repoName}/blob/${branch}`);
      const path = input.sourcePath ? 'index.js' : 'service/index.js';
      expect((await read(repoName, path)).content).toBe('run();\n');
    },
  );

  it('gives the same repository when the same task runs again', async () => {
    const input = { repoOwner: 'notes', repoName: 'again' };
    const first = await publish(input, { taskId: 'task-1' });
    const second = await publish(input, { taskId: 'task-1' });
    expect(second).toEqual(first);
  });

  it('records the repository before and after it is made', async () => {
    const input = { repoOwner: 'notes', repoName: 'recorded' };
    await publish(input, { taskId: 'task-2' });
    const entry = {
      taskId: 'task-2',
      target: 'notes/recorded',
      undo: {
        kind: 'repository',
        owner: 'notes',
        name: 'recorded',
        key: expect.stringContaining('task-2'),
      },
    };
    expect(record.mock.calls.map(([call]) => call)).toEqual([
      expect.objectContaining({ ...entry, state: 'intended' }),
      expect.objectContaining({ ...entry, state: 'done' }),
    ]);
  });

  it('makes nothing when it cannot be recorded', async () => {
    record.mockRejectedValue(new Error('The ledger is away'));
    const input = { repoOwner: 'notes', repoName: 'unrecorded' };
    await expect(publish(input)).rejects.toThrow('The ledger is away');
    await expect(read('unrecorded', 'README.md')).rejects.toThrow(
      /does not exist/,
    );
  });

  it('names the field when the name is taken', async () => {
    const input = { repoOwner: 'notes', repoName: 'taken' };
    await publish(input);
    await expect(publish(input)).rejects.toThrow(
      /repoName 'taken' is taken: repository 'notes\/taken' already exists/,
    );
  });

  describe('when a failed task is started over', () => {
    const failed = (id: string) =>
      listTasks.mockResolvedValue({
        items: [
          { id, spec: { steps: [{ id: 'publish', action: 'publish:git' }] } },
        ],
        totalItems: 1,
      });

    it('takes the place of what the failed task left', async () => {
      const input = { repoOwner: 'notes', repoName: 'half-made' };
      await publish(input, { taskId: 'failed-1' });
      failed('failed-1');
      await write('README.md', '# Better\n');

      await publish(input, { taskId: 'fresh-1' });

      expect((await read('half-made', 'README.md')).content).toBe('# Better\n');
    });

    it('keeps what somebody has changed since', async () => {
      const input = { repoOwner: 'notes', repoName: 'worked-on' };
      await publish(input, { taskId: 'failed-2' });
      await client.openPullRequest(
        { owner: 'notes', name: 'worked-on' },
        {
          title: 'Work',
          sourceBranch: 'work',
          commit: { message: 'Work', files: [{ path: 'a', content: 'b' }] },
        },
        { token },
      );
      failed('failed-2');

      await expect(publish(input, { taskId: 'fresh-2' })).rejects.toThrow(
        /has been changed since it was made/,
      );
    });
  });

  it('is refused to a person who may not create repositories', async () => {
    const input = { repoOwner: 'notes', repoName: 'denied' };
    await expect(publish(input, { user: STRANGER })).rejects.toThrow(
      /You are not allowed to 'githost.repository.create'/,
    );
    await expect(read('denied', 'README.md')).rejects.toThrow(/does not exist/);
  });

  it.each([
    [{ repoName: '../up' }, /repoName "..\/up" is not accepted/],
    [{ repoName: '--help' }, /repoName "--help" is not accepted/],
    [{ repoName: 'x.git' }, /must not end in '.git'/],
    [{ repoOwner: 'No' }, /repoOwner "No" is not accepted/],
    [{ defaultBranch: '-f' }, /branch "-f" is not accepted/],
    [{ sourcePath: '../../etc' }, /Relative path is not allowed/],
    [{ sourcePath: 'empty' }, /nothing to publish/],
  ])('refuses %j', async (input, message) => {
    await mkdir(join(workspacePath, 'empty'));
    await expect(
      publish({ repoOwner: 'notes', repoName: 'bad', ...input }),
    ).rejects.toThrow(message);
  });

  it('only checks in a dry run', async () => {
    const input = { repoOwner: 'notes', repoName: 'dry' };
    expect(await publish(input, { dryRun: true })).toEqual({});
    await expect(read('dry', 'README.md')).rejects.toThrow(/does not exist/);
  });
});
