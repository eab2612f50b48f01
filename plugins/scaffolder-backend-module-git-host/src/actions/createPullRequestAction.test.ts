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
import { createPullRequestAction } from './createPullRequestAction';
import { examples } from './createPullRequestAction.examples';

// Every case runs git several times, which takes its time beside other tests.
jest.setTimeout(30_000);

const id = { owner: 'notes', name: 'billing' };

describe('git-host:pull-request', () => {
  let host: TestGitHost;
  let workspacePath: string;
  let client: GitHostClient;
  const token = mockCredentials.user.token(PERSON);
  const ledger = {
    record: jest.fn(),
    list: jest.fn(),
    begin: jest.fn(),
    undo: jest.fn(),
  };

  beforeAll(async () => {
    host = await startGitHost();
    client = host.client;
    await client.createRepository(
      {
        ...id,
        initialCommit: {
          message: 'Start',
          files: [{ path: 'README.md', content: '# Billing\n' }],
        },
      },
      { token },
    );
  });
  afterAll(() => host.stop());

  beforeEach(async () => {
    ledger.record.mockReset();
    workspacePath = await host.createWorkspace();
    await mkdir(join(workspacePath, 'service'));
    await writeFile(join(workspacePath, 'README.md'), '# Better\n');
    await writeFile(join(workspacePath, 'service/a.txt'), 'a\n');
  });

  async function propose(
    input: object,
    options?: { user?: string; dryRun?: boolean },
  ) {
    const output = jest.fn();
    const action = createPullRequestAction({
      ...{ gitHost: client, auth: mockServices.auth(), ledger },
    });
    const given = {
      ...{ repoOwner: 'notes', repoName: 'billing', title: 'Improve' },
      branchName: 'improve',
      ...input,
    };
    await action.handler({
      ...createMockActionContext({ input: given, workspacePath }),
      ...{ output, isDryRun: options?.dryRun, step: { id: 'propose' } },
      task: { id: `task-${Math.random()}` },
      getInitiatorCredentials: async () =>
        mockCredentials.user(options?.user ?? PERSON),
    } as never);
    return Object.fromEntries(output.mock.calls);
  }
  const list = () => client.listPullRequests(id, {}, { token });

  it('opens a pull request with the files of the task', async () => {
    const output = await propose({ description: 'It reads better.' });
    const number = output.pullRequestNumber;
    expect(output.pullRequestUrl).toBe(
      `http://localhost:7007/repositories/notes/billing/pull-requests/${number}`,
    );
    expect(await client.getPullRequest(id, number, { token })).toMatchObject({
      ...{ title: 'Improve', body: 'It reads better.', author: PERSON },
      diff: {
        files: [
          { path: 'README.md', status: 'modified' },
          { path: 'service/a.txt', status: 'added' },
        ],
      },
    });
    const states = ledger.record.mock.calls.map(([record]) => record.state);
    expect(states).toEqual(['intended', 'done']);
  });

  it('gives the open pull request of the branch to a task that runs again', async () => {
    const before = await list();
    const output = await propose({});
    expect(output.pullRequestNumber).toBe(before[0].number);
    expect(await list()).toEqual(before);
  });

  it('does not act when the ledger is away', async () => {
    ledger.record.mockRejectedValueOnce(new Error('The ledger is away'));
    const before = await list();
    await expect(propose({ branchName: 'unrecorded' })).rejects.toThrow(
      /ledger is away/,
    );
    expect(await list()).toEqual(before);
  });

  it('is refused to those who may not', async () => {
    await expect(
      propose({ branchName: 'denied' }, { user: STRANGER }),
    ).rejects.toThrow(/not allowed to 'githost.pull-request.create'/);
  });

  it.each([
    [{ branchName: '--force' }, /branch "--force" is not accepted/],
    [{ branchName: 'main' }, /are both 'main'/],
    [{ repoName: '../up' }, /repoName "..\/up" is not accepted/],
    [{ repoName: 'nothing' }, /does not exist/],
    [{ sourcePath: '../..' }, /Relative path is not allowed/],
  ])('refuses %j', async (input, message) => {
    await expect(propose(input)).rejects.toThrow(message);
  });

  it('only checks in a dry run', async () => {
    const before = await list();
    const input = { branchName: 'dry' };
    expect(await propose(input, { dryRun: true })).toEqual({});
    expect(await list()).toEqual(before);
    expect(ledger.record).not.toHaveBeenCalled();
  });

  it.each(examples)('runs the example "$description"', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    expect((await propose(input)).pullRequestNumber).toBeGreaterThan(0);
  });
});
