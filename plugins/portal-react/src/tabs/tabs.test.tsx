/** Component layer. */
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LinkTabs } from './LinkTabs';
import { PartTabs } from './PartTabs';

describe('LinkTabs', () => {
  it('marks the tab of the address, and not the one above it', async () => {
    const links = [
      { to: '/r', title: 'Files', end: true },
      { to: '/r/commits', title: 'Commits' },
    ];
    renderInTestApp(<LinkTabs label="Parts" links={links} />, {
      initialRouteEntries: ['/r/commits/abc'],
    });
    expect(
      await screen.findByRole('link', { name: 'Commits' }),
    ).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('link', { name: 'Files' })).not.toHaveAttribute(
      'aria-current',
    );
  });
});

describe('PartTabs', () => {
  it('shows one part at a time', async () => {
    const parts = ['dev', 'prod'].map(id => ({
      ...{ id, title: id, content: <p>in {id}</p> },
    }));
    renderInTestApp(<PartTabs label="Environments" parts={parts} />);
    expect(await screen.findByText('in dev')).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'prod' }));
    expect(screen.getByText('in prod')).toBeVisible();
    expect(screen.queryByText('in dev')).toBeNull();
  });
});
