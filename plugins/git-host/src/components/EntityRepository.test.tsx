import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { GitHostApi } from '@notes/plugin-git-host-common';
import { screen, waitFor } from '@testing-library/react';
import { namedError, repository } from '../__testUtils__/renderGitHost';
import { gitHostApiRef } from '../apis';
import { rootRouteRef } from '../routes';
import { EntityRepository } from './EntityRepository';

function renderEntity(api: Partial<GitHostApi>, value = 'notes/billing') {
  const annotations = { 'notes.dev/repository': value };
  const metadata = { name: 'billing', annotations };
  renderInTestApp(
    <EntityProvider entity={{ apiVersion: 'x', kind: 'Component', metadata }}>
      <EntityRepository />
    </EntityProvider>,
    {
      mountedRoutes: { '/repositories': rootRouteRef },
      apis: [[gitHostApiRef, api as GitHostApi]],
    },
  );
}

describe('EntityRepository', () => {
  it('shows how to clone, the latest commits and the README', async () => {
    renderEntity({
      getRepository: async () => repository,
      listCommits: async () => ({ items: [], nextCursor: undefined }),
      getReadme: async () => ({
        ...{ ref: 'main', commitSha: 'x', path: 'README.md', size: 3 },
        kind: 'text',
        content: '[docs](docs/index.md)\n\n```sh\nnpm start\n```\n',
      }),
    });
    expect(await screen.findByRole('link', { name: 'docs' })).toHaveAttribute(
      'href',
      '/repositories/notes/billing?file=main%2Fdocs%2Findex.md',
    );
    const block = (await screen.findByText(/npm/)).closest('pre');
    await waitFor(() => expect(block).toHaveAttribute('tabindex', '0'));
    expect(
      await screen.findByText('There is no commit yet.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open the repository' }),
    ).toHaveAttribute('href', '/repositories/notes/billing');
  });

  it('says so when the repository is not there', async () => {
    renderEntity({
      getRepository: async () => {
        throw namedError('NotFoundError', 'gone');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It does not exist',
    );
  });
});
