import { CatalogApi } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import {
  identityApiRef,
  StorageApi,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Visit, visitsApiRef } from '@backstage/plugin-home';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import type {
  GoldenPathApi,
  PlanSummary,
} from '@notes/plugin-golden-path-common';
import { goldenPathApiRef } from '@notes/plugin-golden-path-react';
import { useLocation } from 'react-router-dom';
import { HomePage } from '../components/HomePage';
import { externalRoutes } from '../routes';

interface RenderHomeOptions {
  groups?: string[];
  entities?: Entity[];
  tasks?: () => Promise<{ tasks: ScaffolderTask[] }>;
  visits?: () => Promise<Visit[]>;
  starred?: string[];
  mayCreate?: boolean;
  plans?: (query: { state?: 'waiting' }) => Promise<PlanSummary[]>;
  catalog?: CatalogApi;
}

function Address() {
  const { pathname, search } = useLocation();
  return <output data-testid="address">{pathname + search}</output>;
}

/** Renders Home for a person of some groups, with the servers it talks to. */
export function renderHome(options: RenderHomeOptions = {}): {
  storage: StorageApi;
} {
  const { groups = ['group:default/notes-team'], mayCreate = true } = options;
  const starredApi = new MockStarredEntitiesApi();
  options.starred?.forEach(ref => starredApi.toggleStarred(ref));
  const tasks = options.tasks ?? (async () => ({ tasks: [] }));
  const plans = options.plans ?? (async () => []);
  const visits = options.visits ?? (async () => []);
  const storage = mockApis.storage();
  const identity = mockApis.identity({
    userEntityRef: 'user:default/dev.rivera',
    ownershipEntityRefs: ['user:default/dev.rivera', ...groups],
    displayName: 'Dev Rivera',
  });
  const decision = mayCreate ? AuthorizeResult.ALLOW : AuthorizeResult.DENY;
  renderInTestApp(
    <>
      <HomePage learnerGroups={['group:default/learners']} />
      <Address />
    </>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/search': externalRoutes.search,
        '/catalog': externalRoutes.catalog,
        '/catalog-graph': externalRoutes.graph,
        '/docs': externalRoutes.docs,
        '/docs/:namespace/:kind/:name': externalRoutes.docsOf,
        '/create': externalRoutes.create,
        '/create/plans': externalRoutes.plans,
        '/create/plans/:id': externalRoutes.plan,
        '/create/tasks': externalRoutes.tasks,
        '/create/tasks/:taskId': externalRoutes.task,
      },
      apis: [
        [identityApiRef, identity],
        [storageApiRef, storage],
        [
          catalogApiRef,
          options.catalog ?? catalogApiMock({ entities: options.entities }),
        ],
        [starredEntitiesApiRef, starredApi],
        [scaffolderApiRef, { listTasks: tasks }],
        [goldenPathApiRef, { listPlans: plans } as unknown as GoldenPathApi],
        [visitsApiRef, { list: visits }],
        [permissionApiRef, { authorize: async () => ({ result: decision }) }],
      ],
    },
  );
  return { storage };
}
