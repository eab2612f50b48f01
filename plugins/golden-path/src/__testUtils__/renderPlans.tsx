import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  scaffolderApiRef,
  type ScaffolderApi,
} from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { GoldenPathClient } from '@notes/plugin-golden-path-common';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useParams } from 'react-router-dom';
import { goldenPathApiRef } from '@notes/plugin-golden-path-react';
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
  options: {
    path?: string;
    person?: string;
    /** The pages of the form; none can be read without them. */
    pages?: JsonObject[];
  } = {},
) {
  const { path = '', person = ME, pages } = options;
  const scaffolder: Partial<ScaffolderApi> = {
    getTemplateParameterSchema: async () => {
      if (!pages) {
        throw new Error('The form cannot be read');
      }
      const steps = pages.map(schema => ({ title: 'Page', schema }));
      return { title: 'Form', steps };
    },
  };
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
        [scaffolderApiRef, scaffolder as ScaffolderApi],
        [identityApiRef, mockApis.identity({ userEntityRef: person })],
      ],
    },
  );
  return userEvent.setup();
}
