import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { GoldenPathClient } from '@notes/plugin-golden-path-common';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useParams } from 'react-router-dom';
import { goldenPathApiRef } from '../apis';
import { PlansRouter } from '../pages/PlansRouter';
import { externalRoutes, plansRouteRef } from '../routes';
import { ME } from './createPlan';
import type { FakeServer } from './FakeServer';

/** The real client, with a server that the test controls at its other end. */
export function createClient(server: FakeServer): GoldenPathClient {
  return new GoldenPathClient({
    discoveryApi: {
      getBaseUrl: async id => `http://localhost:0/api/${id}`,
    },
    fetchApi: { fetch: server.fetch },
  });
}

/** Where the pages of the portal are. */
export const MOUNTED_ROUTES = {
  '/create': externalRoutes.templates,
  '/create/plans': plansRouteRef,
  '/create/tasks/:taskId': externalRoutes.task,
  '/create/templates/:namespace/:templateName': externalRoutes.template,
  '/catalog/:namespace/:kind/:name': entityRouteRef,
};

export function TaskPage() {
  return <p>The page of {useParams().taskId}</p>;
}

/** Renders the pages of plans at an address below the list of plans. */
export function renderPlans(
  server: FakeServer,
  options: { path?: string; person?: string } = {},
) {
  const { path = '', person = ME } = options;
  renderInTestApp(
    <Routes>
      <Route path="/create/plans/*" element={<PlansRouter />} />
      <Route path="/create/tasks/:taskId" element={<TaskPage />} />
    </Routes>,
    {
      mountedRoutes: MOUNTED_ROUTES,
      initialRouteEntries: [`/create/plans/${path}`],
      apis: [
        [goldenPathApiRef, createClient(server)],
        [identityApiRef, mockApis.identity({ userEntityRef: person })],
      ],
    },
  );
  return userEvent.setup();
}
