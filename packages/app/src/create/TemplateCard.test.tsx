import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TemplateCard } from './TemplateCard';

const template: TemplateEntityV1beta3 = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'node-service',
    title: 'Node service',
    description: 'Makes a service.',
    tags: ['node', 'express'],
  },
  spec: { type: 'service', steps: [] },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform-team' }],
};

function renderCard(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const onSelected = jest.fn();
  renderInTestApp(
    <TemplateCard
      template={template}
      additionalLinks={[
        { icon: () => null, text: 'View docs', url: '/docs/node-service' },
      ]}
      onSelected={onSelected}
    />,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [[permissionApiRef, { authorize: async () => ({ result }) }]],
    },
  );
  return onSelected;
}

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

  it('says so to who may not create, and offers no button', async () => {
    renderCard(AuthorizeResult.DENY);
    expect(
      await screen.findByText(/developers may use it/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Choose/ })).toBeNull();
  });
});
