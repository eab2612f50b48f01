import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  type PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import {
  scaffolderApiRef,
  type ScaffolderApi,
} from '@backstage/plugin-scaffolder-react';
import { goldenPathApiRef } from '@notes/plugin-golden-path-react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { TemplatesRouter } from '../wizard/TemplatesRouter';
import { ME } from './createPlan';
import type { FakeServer } from './FakeServer';
import { createClient, MOUNTED_ROUTES, TaskPage } from './renderPlans';

const PARAMETERS = {
  title: 'Node service',
  steps: [
    {
      title: 'The service',
      schema: {
        title: 'The service',
        type: 'object',
        properties: {
          name: { title: 'Name', type: 'string' },
          token: { title: 'Token', type: 'string', 'ui:field': 'Secret' },
        },
      },
    },
  ],
};

type Decide = (permission: string) => DefinitivePolicyDecision['result'];

const allowAll: Decide = () => AuthorizeResult.ALLOW;
/** Every question about a permission is answered with no. */
export const denyAll: Decide = () => AuthorizeResult.DENY;

interface RenderOptions {
  steps?: object[];
  path?: string;
  decorators?: object[];
  /** What the first look at the catalog ends with. */
  failure?: Error;
  /** The answer to each question about a permission, by its name. */
  decide?: Decide;
}

/** Renders the form of a template at its address. */
export function renderWizard(server: FakeServer, options: RenderOptions = {}) {
  const { steps = [{ action: 'golden-path:render' }], decorators } = options;
  const { decide = allowAll } = options;
  const permissions: PermissionApi = {
    authorize: async ({ permission }) => ({ result: decide(permission.name) }),
  };
  const template = {
    ...{ apiVersion: 'scaffolder.backstage.io/v1beta3', kind: 'Template' },
    metadata: {
      ...{ name: 'node-service', title: 'Node service' },
      description: 'A service with all that production asks for',
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/platform-team' }],
    spec: { type: 'service', steps, EXPERIMENTAL_formDecorators: decorators },
  };
  const catalog = { getEntityByRef: jest.fn(async () => template) };
  if (options.failure) {
    catalog.getEntityByRef.mockRejectedValueOnce(options.failure);
  }
  const scaffolder: Partial<ScaffolderApi> = {
    getTemplateParameterSchema: async () => PARAMETERS as never,
  };
  renderInTestApp(
    <Routes>
      <Route
        path="/create/templates/*"
        element={
          <TemplatesRouter
            stock={<p>The stock page</p>}
            formFields={[]}
            theme="mui"
          />
        }
      />
      <Route path="/create/tasks/:taskId" element={<TaskPage />} />
    </Routes>,
    {
      mountedRoutes: MOUNTED_ROUTES,
      initialRouteEntries: [
        `/create/templates/${options.path ?? 'default/node-service'}`,
      ],
      apis: [
        [goldenPathApiRef, createClient(server)],
        [catalogApiRef, catalog as never],
        [scaffolderApiRef, scaffolder as ScaffolderApi],
        [identityApiRef, mockApis.identity({ userEntityRef: ME })],
        [permissionApiRef, permissions],
      ],
    },
  );
  return { user: userEvent.setup(), catalog };
}
