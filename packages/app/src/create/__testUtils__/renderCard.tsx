import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { TemplateCard } from '../TemplateCard';

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

/** Draws the card of a template for somebody who may create from it, or may not. */
export function renderCard(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY,
) {
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
      apis: [
        [permissionApiRef, { authorize: async () => ({ result }) }],
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      ],
    },
  );
  return onSelected;
}
