import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import { PageWithHeader } from './PageWithHeader';

const TABS = [
  { id: 'a', label: 'First', href: 'first' },
  { id: 'b', label: 'Second', href: '/elsewhere/second' },
];

describe('PageWithHeader', () => {
  it('makes what is below the header the panel that the selected tab names', async () => {
    renderInTestApp(
      <PageWithHeader title="Things" tabs={TABS}>
        words
      </PageWithHeader>,
      { initialRouteEntries: ['/first'] },
    );
    const tab = await screen.findByRole('tab', { name: 'First' });
    const panel = await screen.findByRole('tabpanel', { name: 'First' });
    expect(panel).toHaveTextContent('words');
    expect(tab).toHaveAttribute('aria-controls', panel.id);
    expect(tab).toHaveAttribute('href', '/first');
    expect(screen.getByRole('tab', { name: 'Second' })).toHaveAttribute(
      'href',
      '/elsewhere/second',
    );
  });

  it('follows the person from one tab to the next', async () => {
    renderInTestApp(
      <PageWithHeader title="Things" tabs={TABS}>
        words
      </PageWithHeader>,
      { initialRouteEntries: ['/elsewhere/second'] },
    );
    await waitFor(() =>
      expect(
        screen.getByRole('tabpanel', { name: 'Second' }),
      ).toBeInTheDocument(),
    );
  });

  it('has no panel without tabs, and nothing of its own without a header', async () => {
    renderInTestApp(
      <>
        <PageWithHeader title="Plain">plain words</PageWithHeader>
        <PageWithHeader noHeader title="Hidden">
          bare words
        </PageWithHeader>
      </>,
    );
    expect(await screen.findByText('plain words')).toBeInTheDocument();
    expect(screen.getByText(/bare words/)).toBeInTheDocument();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(
      'Plain',
    );
    expect(screen.queryByRole('tabpanel')).not.toBeInTheDocument();
  });
});
