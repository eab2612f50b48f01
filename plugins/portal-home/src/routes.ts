import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

export const rootRouteRef = createRouteRef();

/** Where Home leads to. Each is optional: a portal without the plugin shows no link. */
export const externalRoutes = {
  search: createExternalRouteRef({ defaultTarget: 'search.root' }),
  catalog: createExternalRouteRef({ defaultTarget: 'catalog.catalogIndex' }),
  graph: createExternalRouteRef({
    defaultTarget: 'catalog-graph.catalogGraph',
  }),
  docs: createExternalRouteRef({ defaultTarget: 'techdocs.root' }),
  docsOf: createExternalRouteRef({
    params: ['namespace', 'kind', 'name'],
    defaultTarget: 'techdocs.docRoot',
  }),
  create: createExternalRouteRef({ defaultTarget: 'scaffolder.root' }),
  plans: createExternalRouteRef({ defaultTarget: 'golden-path.plans' }),
  plan: createExternalRouteRef({
    params: ['id'],
    defaultTarget: 'golden-path.plan',
  }),
  tasks: createExternalRouteRef({ defaultTarget: 'scaffolder.listTasks' }),
  task: createExternalRouteRef({
    params: ['taskId'],
    defaultTarget: 'scaffolder.ongoingTask',
  }),
};
