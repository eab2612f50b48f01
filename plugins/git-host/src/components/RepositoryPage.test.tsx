import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  changedFile,
  namedError,
  renderGitHost,
  repository,
} from '../__testUtils__/renderGitHost';

const tree = async () => ({
  ...{ ref: 'main', commitSha: 'a'.repeat(40), path: '' },
  entries: [
    {
      ...{ name: 'src', path: 'src', type: 'directory' as const },
      ...{ size: undefined, executable: false },
    },
    {
      ...{ name: 'README.md', path: 'README.md', type: 'file' as const },
      ...{ size: 2048, executable: false },
    },
  ],
});
const commit = {
  sha: 'b'.repeat(40),
  parents: [],
  author: { name: 'Dev', email: '' },
  committedAt: '2026-01-02T03:04:05Z',
  subject: 'Add health',
  body: 'More words',
};
const file = (
  content: string | undefined,
  kind: 'text' | 'binary' | 'too-large',
) => ({
  getFile: async () => ({
    ...{ ref: 'main', commitSha: 'x', path: 'src/a.ts', size: 5 * 1024 * 1024 },
    ...{ kind, content },
  }),
});

describe('RepositoryPage', () => {
  it('says that an address below a repository leads nowhere', async () => {
    renderGitHost({ path: 'notes/billing/blob/main/README.md', api: {} });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /notes\/billing\/blob.*It does not exist, or not any more/,
    );
  });

  it('shows files, the README and how to clone', async () => {
    renderGitHost({
      path: 'notes/billing',
      api: {
        getTree: tree,
        getReadme: async () => ({
          ...{ ref: 'main', commitSha: 'x', path: 'README.md', size: 3 },
          ...{ kind: 'text', content: '# Hello\n[code](./src/a.ts)' },
        }),
      },
    });
    expect(await screen.findByRole('link', { name: 'src' })).toHaveAttribute(
      'href',
      '/repositories/notes/billing?folder=main%2Fsrc',
    );
    expect(screen.getByText('2.0 KiB')).toBeInTheDocument();
    expect(screen.getByLabelText('Clone with git')).toHaveValue(
      'git clone http://localhost:7007/git/notes/billing.git',
    );
    expect(
      await screen.findByRole('heading', { name: 'Hello' }),
    ).toBeInTheDocument();
  });

  it('shows how to push into an empty repository', async () => {
    renderGitHost({
      path: 'notes/billing',
      api: { listBranches: async () => [] },
    });
    expect(
      await screen.findByText('This repository is empty'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Make one in Settings' }),
    ).toHaveAttribute('href', '/settings/access-tokens');
  });

  it('shows a file with the folders above it', async () => {
    renderGitHost({
      path: 'notes/billing?file=main/src/a.ts',
      api: file('one\ntwo\n', 'text'),
    });
    expect(
      await screen.findByLabelText('src/a.ts', { selector: 'pre' }),
    ).toHaveTextContent('one two');
    expect(screen.getByRole('link', { name: 'src' })).toHaveAttribute(
      'href',
      '/repositories/notes/billing?folder=main%2Fsrc',
    );
  });

  it.each([
    ['binary', /is not text and is not shown/],
    ['too-large', /This file has 5.0 MiB and is not shown/],
  ] as const)('does not show a %s file, and says why', async (kind, words) => {
    renderGitHost({
      path: 'notes/billing?file=main/src/a.ts',
      api: file(undefined, kind),
    });
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('says so when the repository does not exist', async () => {
    renderGitHost({
      path: 'notes/nope',
      api: {
        getRepository: async () => {
          throw namedError('NotFoundError', 'gone');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It does not exist, or not any more.',
    );
  });

  it('shows branches and commits', async () => {
    renderGitHost({ path: 'notes/billing/branches' });
    expect(await screen.findByRole('link', { name: 'main' })).toHaveAttribute(
      'href',
      '/repositories/notes/billing?folder=main',
    );
    expect(screen.getByText('Default')).toBeInTheDocument();
  });

  it('loads older commits below the younger ones', async () => {
    const listCommits = jest.fn(async (_id, at) =>
      at?.after
        ? {
            items: [{ ...commit, sha: 'c', subject: 'Oldest' }],
            nextCursor: undefined,
          }
        : { items: [commit], nextCursor: 'next' },
    );
    renderGitHost({ path: 'notes/billing/commits', api: { listCommits } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Older commits' }),
    );
    expect(await screen.findByText('Oldest')).toBeInTheDocument();
    expect(screen.getByText('Add health')).toBeInTheDocument();
  });

  it('shows what a commit changed', async () => {
    renderGitHost({
      path: `notes/billing/commits/${commit.sha}`,
      api: {
        getCommit: async () => ({
          ...commit,
          diff: {
            files: [
              changedFile,
              { ...changedFile, path: 'b.bin', binary: true, patch: undefined },
            ],
            ...{ additions: 2, deletions: 2, truncated: true },
          },
        }),
      },
    });
    expect(await screen.findByText('+new')).toBeInTheDocument();
    expect(screen.getByText('-old')).toBeInTheDocument();
    expect(screen.getByText(/the file is not text/)).toBeInTheDocument();
    expect(screen.getByText(/only its beginning is shown/)).toBeInTheDocument();
  });

  it('deletes only after the name is typed', async () => {
    const deleteRepository = jest.fn(async () => {});
    renderGitHost({
      path: 'notes/billing',
      api: {
        getTree: tree,
        deleteRepository,
        listRepositories: async () => ({ items: [], total: 0 }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete' }),
    );
    const confirm = () =>
      screen.getAllByRole('button', { name: 'Delete' }).at(-1)!;
    const field = await screen.findByLabelText('Repository');
    await userEvent.type(field, 'notes/bill');
    expect(confirm()).toBeDisabled();
    await userEvent.type(field, 'ing');
    await userEvent.click(confirm());
    await waitFor(() => expect(deleteRepository).toHaveBeenCalledTimes(1));
    expect(
      await screen.findByRole('heading', { name: 'Repositories' }),
    ).toBeInTheDocument();
  });

  it('archives and shows that it is archived', async () => {
    let archived = false;
    renderGitHost({
      path: 'notes/billing',
      api: {
        getTree: tree,
        getRepository: async () => ({ ...repository, archived }),
        setArchived: async (_id, value) => {
          archived = value;
          return { ...repository, archived };
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Archive' }),
    );
    expect(await screen.findByText(/takes no pushes/)).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Bring back' }),
    ).toBeInTheDocument();
  });
});
