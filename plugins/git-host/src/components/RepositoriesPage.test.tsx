import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  namedError,
  renderGitHost,
  repository,
} from '../__testUtils__/renderGitHost';

describe('RepositoriesPage', () => {
  it('lists repositories with owner and a link to each', async () => {
    renderGitHost({
      api: {
        listRepositories: async () => ({
          total: 2,
          items: [
            repository,
            { ...repository, name: 'old', archived: true, cloneUrl: 'x' },
          ],
        }),
      },
    });
    expect(
      await screen.findByRole('link', { name: 'notes/billing' }),
    ).toHaveAttribute('href', '/repositories/notes/billing');
    expect(screen.getByText('2 repositories')).toBeInTheDocument();
    expect(screen.getByText('Archived')).toBeInTheDocument();
    expect(screen.getAllByText('Owned by notes-team')).toHaveLength(2);
  });

  it('searches on the server while somebody types', async () => {
    const listRepositories = jest.fn(async () => ({ items: [], total: 0 }));
    renderGitHost({ api: { listRepositories } });
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search repositories' }),
      'bill',
    );
    await waitFor(() =>
      expect(listRepositories).toHaveBeenLastCalledWith(
        expect.objectContaining({ text: 'bill' }),
      ),
    );
    expect(
      await screen.findByText('No repository matches “bill”.'),
    ).toBeInTheDocument();
  });

  it('leads to creation when there is nothing yet', async () => {
    const listRepositories = async () => ({ items: [], total: 0 });
    renderGitHost({ api: { listRepositories } });
    expect(
      await screen.findByRole('link', { name: 'Create a service' }),
    ).toHaveAttribute('href', '/create');
  });

  it('says what went wrong and tries again', async () => {
    const listRepositories = jest
      .fn()
      .mockRejectedValueOnce(new Error('database is away'))
      .mockResolvedValue({ items: [repository], total: 1 });
    renderGitHost({ api: { listRepositories } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'database is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: 'notes/billing' }),
    ).toBeInTheDocument();
  });

  it('says so when somebody may not look', async () => {
    const listRepositories = async () => {
      throw namedError('NotAllowedError', 'no');
    };
    renderGitHost({ api: { listRepositories } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You are not allowed to see this',
    );
  });
});
