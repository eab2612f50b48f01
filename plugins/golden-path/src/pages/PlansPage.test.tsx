/** Component layer: the lists of plans. */
import { screen, within } from '@testing-library/react';
import { createApproval, createPlan } from '../__testUtils__/createPlan';
import { FakeServer, ok, refuse } from '../__testUtils__/FakeServer';
import { renderPlans } from '../__testUtils__/renderPlans';

function createServer(lists: { mine?: unknown[]; waiting?: unknown[] }) {
  const server = new FakeServer();
  server.on('GET /plans', ({ path }) => {
    const items = path.includes('state=waiting') ? lists.waiting : lists.mine;
    return ok({ items: items ?? [] });
  });
  return server;
}

describe('PlansPage', () => {
  it('keeps what waits for me apart from what is mine', async () => {
    const theirs = createPlan({
      ...{ id: 'theirs', name: 'invoices', state: 'waiting' },
      createdBy: 'user:default/sam',
      approval: createApproval({ canDecide: true }),
    });
    const myWaiting = createPlan({
      ...{ id: 'mine', name: 'orders', state: 'waiting' },
      approval: createApproval(),
    });
    renderPlans(
      createServer({ mine: [myWaiting], waiting: [theirs, myWaiting] }),
    );
    const toDecide = await screen.findByRole('region', {
      name: 'Waiting for my decision',
    });
    expect(within(toDecide).getAllByRole('listitem')).toHaveLength(1);
    expect(within(toDecide).getByRole('link')).toHaveAttribute(
      'href',
      '/create/plans/theirs',
    );
    expect(toDecide).toHaveTextContent('by sam');
    const mine = screen.getByRole('region', { name: 'My plans' });
    expect(within(mine).getAllByRole('listitem')).toHaveLength(1);
    expect(mine).toHaveTextContent('Waiting for approval');
  });

  it('says where plans come from when there is none', async () => {
    renderPlans(createServer({}));
    expect(await screen.findByText(/You have no plan/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Choose a template' }),
    ).toHaveAttribute('href', '/create');
  });

  it('says that plans are closed to who may not read them', async () => {
    const server = new FakeServer();
    server.on('GET /plans', () => refuse(403, 'NotAllowedError', 'no'));
    renderPlans(server);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /not allowed to do this/,
    );
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('can try again after a failure', async () => {
    const server = new FakeServer();
    server.on('GET /plans', () => refuse(500, 'Error', 'away'));
    const user = renderPlans(server);
    expect(await screen.findByText('away')).toBeVisible();
    server.on('GET /plans', () => ok({ items: [] }));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/You have no plan/)).toBeVisible();
  });
});
