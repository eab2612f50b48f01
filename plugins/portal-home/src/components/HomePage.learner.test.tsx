import { screen, within } from '@testing-library/react';
import { createService } from '../__testUtils__/createService';
import { renderHome } from '../__testUtils__/renderHome';

// In a file of its own: decisions about permissions are remembered for as long
// as the modules live.
describe('HomePage for a learner', () => {
  it('shows documentation first, and no creation they may not use', async () => {
    renderHome({
      groups: ['group:default/learners'],
      entities: [createService('orders')],
      mayCreate: false,
    });
    const actions = await screen.findByRole('navigation', {
      name: 'Quick actions',
    });
    expect(within(actions).getAllByRole('link')[0]).toHaveTextContent(
      'Read the docs',
    );
    expect(
      within(actions).queryByText('Create a service'),
    ).not.toBeInTheDocument();

    const first = screen.getAllByRole('heading', { level: 2 })[1];
    expect(first).toHaveTextContent('Documentation to start with');
    const section = within(
      screen.getByRole('region', { name: 'Documentation to start with' }),
    );
    expect(
      await section.findByRole('link', { name: 'orders' }),
    ).toHaveAttribute('href', '/docs/default/component/orders');
    expect(section.getByText('What orders does')).toBeInTheDocument();
  });

  it('says so when nothing is documented yet', async () => {
    renderHome({ groups: ['group:default/learners'], mayCreate: false });
    expect(
      await screen.findByText(/No entity in the catalog has documentation/),
    ).toBeInTheDocument();
  });
});
