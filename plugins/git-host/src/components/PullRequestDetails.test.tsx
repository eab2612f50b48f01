import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PullRequestDetail } from '@notes/plugin-git-host-common';
import {
  changedFile,
  namedError,
  pullRequest,
  renderGitHost,
} from '../__testUtils__/renderGitHost';

const open = (pull: Partial<PullRequestDetail> = {}) => ({
  getPullRequest: async () => ({ ...pullRequest, ...pull }),
});
const path = 'notes/billing/pull-requests/1';

describe('PullRequestDetails', () => {
  it('shows the difference, checks and merges', async () => {
    let state: PullRequestDetail['state'] = 'open';
    const mergePullRequest = jest.fn(async () => {
      state = 'merged';
      return pullRequest;
    });
    const check = {
      ...{ name: 'tests', state: 'success' as const, summary: '42 passed' },
      ...{ url: 'https://example.com', commitSha: 'a', reportedBy: 'ci' },
      updatedAt: '2026-01-02T03:04:05Z',
    };
    renderGitHost({
      path,
      api: {
        getPullRequest: async () => ({
          ...pullRequest,
          ...{ state, checks: [check] },
          diff: {
            files: [changedFile],
            ...{ additions: 1, deletions: 1, truncated: false },
          },
        }),
        mergePullRequest,
      },
    });
    expect(await screen.findByText('+new')).toBeInTheDocument();
    expect(screen.getByText('42 passed')).toBeInTheDocument();
    await userEvent.click(await screen.findByRole('button', { name: 'Merge' }));
    expect(await screen.findByText('Merged')).toBeInTheDocument();
    expect(mergePullRequest).toHaveBeenCalledTimes(1);
    expect(
      screen.queryByRole('button', { name: 'Merge' }),
    ).not.toBeInTheDocument();
  });

  it('names the files in conflict and does not offer to merge', async () => {
    renderGitHost({ path, api: open({ conflicts: ['README.md'] }) });
    expect(await screen.findByText('README.md')).toBeInTheDocument();
    expect(await screen.findByRole('button', { name: 'Merge' })).toBeDisabled();
  });

  it('says why merging failed', async () => {
    const mergePullRequest = async () => {
      throw namedError('ConflictError', "check 'tests' is 'failure'");
    };
    renderGitHost({ path, api: { ...open(), mergePullRequest } });
    await userEvent.click(await screen.findByRole('button', { name: 'Merge' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "check 'tests' is 'failure'",
    );
  });

  it('closes without merging', async () => {
    const closePullRequest = jest.fn(async () => pullRequest);
    renderGitHost({ path, api: { ...open(), closePullRequest } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Close without merging' }),
    );
    await waitFor(() => expect(closePullRequest).toHaveBeenCalled());
  });
});

describe('PullRequests', () => {
  it('lists open ones, and says so when there are none', async () => {
    const listPullRequests = jest.fn(async () => [pullRequest]);
    renderGitHost({
      path: 'notes/billing/pull-requests',
      api: { listPullRequests },
    });
    expect(
      await screen.findByRole('link', { name: 'Upgrade' }),
    ).toHaveAttribute('href', '/repositories/notes/billing/pull-requests/1');
    expect(listPullRequests).toHaveBeenCalledWith(
      { owner: 'notes', name: 'billing' },
      { state: 'open' },
    );
  });

  it('says so when there are none', async () => {
    renderGitHost({
      path: 'notes/billing/pull-requests?state=all',
      api: { listPullRequests: async () => [] },
    });
    expect(
      await screen.findByText('There is no pull request here.'),
    ).toBeInTheDocument();
  });
});
