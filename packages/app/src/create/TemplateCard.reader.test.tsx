import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { renderCard } from './__testUtils__/renderCard';

// A file of its own, because the answers about permissions are kept for a while.
describe('TemplateCard for somebody who only reads', () => {
  it('says so to who may not create, and offers no button', async () => {
    renderCard(AuthorizeResult.DENY);
    expect(
      await screen.findByText(/developers may use it/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Choose/ })).toBeNull();
  });
});
