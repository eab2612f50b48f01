/**
 * Component layer: the form of a template for somebody who only reads.
 *
 * In a file of its own: decisions about permissions are remembered for as long
 * as the modules live.
 */
import { screen } from '@testing-library/react';
import { FakeServer } from '../__testUtils__/FakeServer';
import { denyAll, renderWizard } from '../__testUtils__/renderWizard';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

describe('the form for who may not create', () => {
  it('is closed before anything is filled in, and says whom to ask', async () => {
    const server = new FakeServer();
    renderWizard(server, { decide: denyAll });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may read “Node service”, and not run it',
    );
    expect(screen.getByRole('link', { name: /platform-team/ })).toHaveAttribute(
      'href',
      '/catalog/default/group/platform-team',
    );
    expect(screen.getByRole('link', { name: 'All templates' })).toHaveAttribute(
      'href',
      '/create',
    );
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(server.requests).toEqual([]);
  });

  it('is closed for a template without a plan too', async () => {
    renderWizard(new FakeServer(), {
      decide: denyAll,
      steps: [{ action: 'fetch:plain' }],
    });
    expect(await screen.findByText('Whom to ask')).toBeVisible();
    expect(screen.queryByText('The stock page')).toBeNull();
  });
});
