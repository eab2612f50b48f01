import { NotAllowedError } from '@backstage/errors';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createService } from '../__testUtils__/createService';
import { renderHome } from '../__testUtils__/renderHome';

function section(name: string) {
  return within(screen.getByRole('region', { name }));
}

describe('HomePage', () => {
  it('searches everything for the words of the field', async () => {
    renderHome();
    const field = await screen.findByRole('searchbox');
    await userEvent.type(field, 'orders & events{Enter}');
    expect(screen.getByTestId('address')).toHaveTextContent(
      '/search?query=orders%20%26%20events',
    );
  });

  it('greets the person by their first name', async () => {
    renderHome();
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Hello, Dev' }),
    ).toBeInTheDocument();
  });

  describe('my services', () => {
    it('lists each with its state, its repository and its docs', async () => {
      renderHome({
        entities: [createService('orders'), createService('billing')],
      });
      const orders = (await screen.findByText('orders')).closest('li')!;
      const row = within(orders);
      expect(row.getByRole('link', { name: 'orders' })).toHaveAttribute(
        'href',
        '/catalog/default/component/orders',
      );
      expect(row.getByText('In order')).toBeInTheDocument();
      expect(row.getByText('production')).toBeInTheDocument();
      expect(row.getByRole('link', { name: 'Repository' })).toHaveAttribute(
        'href',
        '/repositories/notes/orders',
      );
      expect(row.getByRole('link', { name: 'Docs' })).toHaveAttribute(
        'href',
        '/docs/default/component/orders',
      );
      expect(screen.getByText('billing')).toBeInTheDocument();
    });

    it('leaves out what others own', async () => {
      const foreign = createService('foreign', {
        relations: [{ type: 'ownedBy', targetRef: 'group:default/auth-team' }],
      });
      renderHome({ entities: [createService('orders'), foreign] });
      expect(await screen.findByText('orders')).toBeInTheDocument();
      expect(screen.queryByText('foreign')).not.toBeInTheDocument();
    });

    it('says how many catalog errors there are', async () => {
      const status = {
        items: [
          { level: 'error', type: 'x', message: 'owner is missing' },
          { level: 'warning', type: 'x', message: 'no tags' },
        ],
      };
      const broken = { ...createService('orders'), status };
      renderHome({ entities: [broken] });
      expect(await screen.findByText('1 catalog error(s)')).toBeInTheDocument();
    });

    it('says when the file of a service is gone', async () => {
      const orphan = createService('orders');
      orphan.metadata.annotations!['backstage.io/orphan'] = 'true';
      renderHome({ entities: [orphan] });
      expect(
        await screen.findByText('No longer in its source'),
      ).toBeInTheDocument();
    });

    it('says what to do when there is none', async () => {
      renderHome();
      expect(await screen.findByText(/own no service yet/)).toBeInTheDocument();
      expect(
        screen.getByRole('link', { name: 'Look at what others run' }),
      ).toHaveAttribute('href', '/catalog?filters[user]=all');
    });

    it('shows placeholders while the catalog answers', async () => {
      const catalog = catalogApiMock.mock();
      catalog.queryEntities.mockReturnValue(new Promise(() => {}));
      renderHome({ catalog });
      expect(
        await screen.findByRole('status', { name: 'Loading: My services' }),
      ).toBeInTheDocument();
    });

    it('says what failed, and asks again on request', async () => {
      const catalog = catalogApiMock.mock();
      catalog.queryEntities.mockRejectedValueOnce(new Error('catalog is away'));
      catalog.queryEntities.mockResolvedValue({
        items: [createService('orders')],
        totalItems: 12,
        pageInfo: {},
      });
      renderHome({ catalog });
      expect(await screen.findByText('catalog is away')).toBeInTheDocument();
      await userEvent.click(section('My services').getByText('Try again'));
      expect(await screen.findByText('orders')).toBeInTheDocument();
      expect(screen.getByText('1 of 12 shown')).toBeInTheDocument();
    });

    it('says so when the person may not see them', async () => {
      const catalog = catalogApiMock.mock();
      catalog.queryEntities.mockRejectedValue(new NotAllowedError('no'));
      renderHome({ catalog });
      expect(
        await screen.findByText('Your account may not see this.'),
      ).toBeInTheDocument();
    });
  });

  describe('starred and recent', () => {
    it('lists both, and names a star whose entity is gone', async () => {
      renderHome({
        entities: [createService('orders')],
        starred: ['component:default/orders', 'component:default/gone'],
        visits: async () => [
          { id: '1', name: 'x', pathname: '/api-docs', hits: 1, timestamp: 1 },
          {
            id: '2',
            name: 'billing',
            pathname: '/catalog/default/component/billing',
            entityRef: 'component:default/billing',
            hits: 1,
            timestamp: 2,
          },
        ],
      });
      const starred = await screen.findByText(
        'component:default/gone is no longer in the catalog',
      );
      expect(starred).toBeInTheDocument();
      expect(
        section('Starred').getByRole('link', { name: 'orders' }),
      ).toBeInTheDocument();
      expect(
        await section('Recent').findByRole('link', { name: 'APIs' }),
      ).toHaveAttribute('href', '/api-docs');
      expect(
        section('Recent').getByRole('link', { name: 'billing' }),
      ).toBeInTheDocument();
    });

    it('says what to do when there is nothing', async () => {
      renderHome();
      expect(await screen.findByText(/Press the star/)).toBeInTheDocument();
      expect(
        await screen.findByText(/Pages that you open/),
      ).toBeInTheDocument();
    });
  });

  describe('for each role', () => {
    it('offers a developer to create first', async () => {
      renderHome();
      const actions = await screen.findByRole('navigation', {
        name: 'Quick actions',
      });
      await waitFor(() =>
        expect(within(actions).getAllByRole('link')[0]).toHaveTextContent(
          'Create a service',
        ),
      );
      expect(screen.queryByText(/to start with/)).not.toBeInTheDocument();
    });
  });

  it('hides the tour for good when asked to', async () => {
    const { storage } = renderHome();
    await screen.findByText(/New here/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Hide the tour' }),
    );
    await waitFor(() =>
      expect(screen.queryByText(/New here/)).not.toBeInTheDocument(),
    );
    expect(
      storage.forBucket('portal-home').snapshot('tourDismissed').value,
    ).toBe(true);
  });
});
