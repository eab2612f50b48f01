import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { connectionsApiRef } from '../connectionsApiRef';
import { createConnections, createPart } from '../__testUtils__/createParts';
import { ConnectionsPage } from './ConnectionsPage';

function renderPage(connections: ReturnType<typeof createConnections>) {
  renderInTestApp(<ConnectionsPage />, {
    apis: [[connectionsApiRef, connections]],
  });
}

describe('ConnectionsPage', () => {
  it('groups the parts by state, with what needs attention first and what may be added last', async () => {
    renderPage(
      createConnections([
        createPart('database', 'ok'),
        createPart('catalog', 'checking'),
        createPart('kubernetes', 'not-connected', {
          guide: { snippet: 'KUBECONFIG=x npm start', docs: 'https://e.test/' },
        }),
        createPart('argocd', 'broken', {
          detail: [
            { name: 'main', state: 'broken', text: 'rejects the token' },
          ],
        }),
      ]),
    );
    const headings = await screen.findAllByRole('heading', { level: 2 });
    expect(headings.map(heading => heading.textContent)).toEqual([
      'Needs attention (1)',
      'Still being checked (1)',
      'Works (1)',
      'Not connected (1)',
    ]);
    const broken = screen.getByRole('region', { name: 'Needs attention' });
    expect(within(broken).getByText('Fix of argocd.')).toBeInTheDocument();
    expect(
      within(broken).getByText(/main: rejects the token/),
    ).toBeInTheDocument();

    const absent = screen.getByRole('region', { name: 'Not connected' });
    expect(within(absent).getByText('KUBECONFIG=x npm start')).toBeVisible();
    expect(
      within(absent).getByRole('link', {
        name: 'Read how: Title of kubernetes',
      }),
    ).toHaveAttribute('href', 'https://e.test/');
  });

  it('looks again when asked, and shows what changed', async () => {
    const connections = createConnections(
      [createPart('argocd', 'broken')],
      [createPart('argocd', 'ok')],
    );
    renderPage(connections);
    await screen.findByRole('region', { name: 'Needs attention' });
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    await screen.findByRole('region', { name: 'Works' });
    expect(connections.listParts.mock.calls).toEqual([
      [{ fresh: false }],
      [{ fresh: true }],
    ]);
  });

  it('copies the lines that connect a part', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    const guide = { snippet: 'a: b' };
    renderPage(
      createConnections([createPart('x', 'not-connected', { guide })]),
    );
    await user.click(await screen.findByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(write).toHaveBeenCalledWith('a: b');
  });

  it('marks what comes from an earlier check', async () => {
    renderPage(createConnections([createPart('x', 'ok', { stale: true })]));
    expect(
      await screen.findByText(/The last check did not end/),
    ).toBeInTheDocument();
  });

  it.each([
    { name: 'Error', words: 'The connections cannot be read.' },
    {
      name: 'NotAllowedError',
      words: 'Sign in to see what the portal is connected to.',
    },
  ])('tells a failure with $name apart and can try again', async row => {
    const error = Object.assign(new Error('no'), { name: row.name });
    renderPage(createConnections(error, [createPart('x', 'ok')]));
    expect(await screen.findByRole('alert')).toHaveTextContent(row.words);
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(
      await screen.findByRole('region', { name: 'Works' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says so when there is no part', async () => {
    renderPage(createConnections([]));
    expect(
      await screen.findByText('The portal names no part.'),
    ).toBeInTheDocument();
  });
});
