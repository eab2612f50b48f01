import { screen } from '@testing-library/react';
import { pullRequest, renderGitHost } from '../__testUtils__/renderGitHost';

// In a file of its own: decisions about permissions are remembered for as long
// as the modules live.
describe('PullRequestDetails for a reader', () => {
  it('offers no way to end it', async () => {
    renderGitHost({
      path: 'notes/billing/pull-requests/1',
      allow: false,
      api: { getPullRequest: async () => pullRequest },
    });
    expect(
      await screen.findByText('Only the owners of the repository can merge.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Close without merging' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Delete' }),
    ).not.toBeInTheDocument();
  });
});
