import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from './__testUtils__/renderCard';

describe('TemplateCard', () => {
  it('says what the template makes, who owns it and where its docs are', async () => {
    renderCard(AuthorizeResult.ALLOW);
    expect(
      await screen.findByRole('heading', { name: 'Node service' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Makes a service.')).toBeInTheDocument();
    expect(
      screen.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual(['node', 'express']);
    expect(screen.getByRole('link', { name: /platform-team/ })).toHaveAttribute(
      'href',
      '/catalog/default/group/platform-team',
    );
    expect(screen.getByRole('link', { name: 'View docs' })).toHaveAttribute(
      'href',
      '/docs/node-service',
    );
  });

  it('opens the form for who may create', async () => {
    const onSelected = renderCard(AuthorizeResult.ALLOW);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose Node service' }),
    );
    expect(onSelected).toHaveBeenCalledTimes(1);
  });
});
